package dev.ordinal.apiserver.kind.core;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;

/** Namespace. */
public final class NamespaceKind {

  private NamespaceKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "Namespace")
        .rules(new NamespaceRules())
        .plural("namespaces")
        .clusterScoped()
        .shortNames("ns")
        .subresources("status", "finalize")
        .selectable("status.phase")
        .columns(
            Columns.NAME,
            Columns.field("Status", "Phase of the namespace.", "status", "phase"),
            Columns.AGE)
        .build();
  }
}
