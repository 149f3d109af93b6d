package dev.ordinal.apiserver.kind.core;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;

/** LimitRange. */
public final class LimitRangeKind {

  private LimitRangeKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "LimitRange")
        .rules(new LimitRangeRules())
        .plural("limitranges")
        .shortNames("limits")
        .columns(Columns.NAME, Columns.CREATED_AT)
        .build();
  }
}
