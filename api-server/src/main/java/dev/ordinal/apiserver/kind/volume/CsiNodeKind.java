package dev.ordinal.apiserver.kind.volume;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** CSINode. */
public final class CsiNodeKind {

  private CsiNodeKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("storage.k8s.io", "v1", "CSINode")
        .plural("csinodes")
        .clusterScoped()
        .columns(
            Columns.NAME,
            Columns.integer(
                "Drivers", "Number of drivers.", n -> Tree.at(n, "spec", "drivers").size()),
            Columns.AGE)
        .build();
  }
}
