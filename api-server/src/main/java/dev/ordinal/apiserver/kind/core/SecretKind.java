package dev.ordinal.apiserver.kind.core;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** Secret. */
public final class SecretKind {

  private SecretKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "Secret")
        .rules(new SecretRules())
        .plural("secrets")
        .selectable("type")
        .columns(
            Columns.NAME,
            Columns.field("Type", "What the data is for.", "type"),
            Columns.integer("Data", "Number of entries.", s -> Tree.at(s, "data").size()),
            Columns.AGE)
        .build();
  }
}
