package dev.ordinal.apiserver.kind.core;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** ServiceAccount. */
public final class ServiceAccountKind {

  private ServiceAccountKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "ServiceAccount")
        .plural("serviceaccounts")
        .shortNames("sa")
        .subresources("token")
        .columns(
            Columns.NAME,
            Columns.integer("Secrets", "Number of secrets.", a -> Tree.at(a, "secrets").size()),
            Columns.AGE)
        .build();
  }
}
