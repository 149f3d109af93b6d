package dev.ordinal.apiserver.kind.policy;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** PriorityClass. */
public final class PriorityClassKind {

  private PriorityClassKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("scheduling.k8s.io", "v1", "PriorityClass")
        .rules(new PriorityClassRules())
        .plural("priorityclasses")
        .clusterScoped()
        .shortNames("pc")
        .columns(
            Columns.NAME,
            Columns.integer("Value", "Priority of the pods.", c -> Tree.number(c, "value")),
            Columns.truth(
                "Global-Default",
                "Whether pods without a class get it.",
                c -> Tree.truth(c, "globalDefault")),
            Columns.AGE,
            Columns.field("PreemptionPolicy", "Whether its pods evict others.", "preemptionPolicy"))
        .build();
  }
}
