package dev.ordinal.apiserver.kind.apps;

import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** StatefulSet. */
public final class StatefulSetKind {

  private StatefulSetKind() {}

  /** The definition. */
  public static ResourceType type(FeatureGates gates) {
    List<Column> template = Cells.templateColumns("spec", "template", "spec");
    return ResourceTypeBuilder.kind("apps", "v1", "StatefulSet")
        .rules(new StatefulSetRules(gates))
        .plural("statefulsets")
        .shortNames("sts")
        .categories("all")
        .subresources("status", "scale")
        .columns(
            Columns.NAME,
            Columns.text(
                "Ready",
                "Ready and wanted replicas.",
                s ->
                    Tree.number(s, "status", "readyReplicas")
                        + "/"
                        + Tree.number(s, "spec", "replicas")),
            Columns.AGE,
            template.getFirst(),
            template.getLast())
        .build();
  }
}
