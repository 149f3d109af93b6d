package dev.ordinal.apiserver.kind.core;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** ConfigMap. */
public final class ConfigMapKind {

  private ConfigMapKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "ConfigMap")
        .rules(new ConfigMapRules())
        .plural("configmaps")
        .shortNames("cm")
        .columns(
            Columns.NAME,
            Columns.integer(
                "Data",
                "Number of entries.",
                map -> Tree.at(map, "data").size() + Tree.at(map, "binaryData").size()),
            Columns.AGE)
        .build();
  }
}
