package dev.ordinal.apiserver.operation;

import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kinds that are sent and answered but never stored: Scale, Binding, DeleteOptions, ... */
public final class PlainType {

  private PlainType() {}

  /** A kind by its names alone. */
  public static ResourceType of(String group, String version, String kind) {
    return new ResourceType(
        group,
        version,
        kind,
        "",
        "",
        ResourceType.Scope.NAMESPACED,
        List.of(),
        List.of(),
        Set.of(),
        KindRules.NONE,
        List.of(),
        Map.of(),
        group);
  }
}
