package dev.ordinal.apiserver.kind.apps;

import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Deployment. */
public final class DeploymentKind {

  private DeploymentKind() {}

  /** The definition. */
  public static ResourceType type() {
    List<Column> template = Cells.templateColumns("spec", "template", "spec");
    return ResourceTypeBuilder.kind("apps", "v1", "Deployment")
        .rules(Workloads.DEPLOYMENT)
        .plural("deployments")
        .shortNames("deploy")
        .categories("all")
        .subresources("status", "scale")
        .columns(
            Columns.NAME,
            Columns.text(
                "Ready",
                "Ready and wanted replicas.",
                d ->
                    Tree.number(d, "status", "readyReplicas")
                        + "/"
                        + Tree.number(d, "spec", "replicas")),
            Columns.integer(
                "Up-to-date",
                "Replicas with the present template.",
                d -> Tree.number(d, "status", "updatedReplicas")),
            Columns.integer(
                "Available",
                "Replicas that have been ready for long enough.",
                d -> Tree.number(d, "status", "availableReplicas")),
            Columns.AGE,
            template.getFirst(),
            template.getLast(),
            Columns.wide(
                Columns.text(
                    "Selector",
                    "The pods it counts.",
                    d -> Cells.selectorText(Tree.at(d, "spec", "selector")))))
        .build();
  }
}
