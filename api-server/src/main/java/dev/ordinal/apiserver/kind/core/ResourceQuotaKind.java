package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** ResourceQuota. */
public final class ResourceQuotaKind {

  private ResourceQuotaKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "ResourceQuota")
        .rules(new StatusRules() {})
        .plural("resourcequotas")
        .shortNames("quota")
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.text("Request", "Requests used and allowed.", q -> usage(q, false)),
            Columns.text("Limit", "Limits used and allowed.", q -> usage(q, true)),
            Columns.AGE)
        .build();
  }

  private static String usage(ObjectNode quota, boolean limits) {
    Map<String, String> used = Tree.strings(quota, "status", "used");
    return new TreeMap<>(Tree.strings(quota, "status", "hard"))
        .entrySet().stream()
            .filter(e -> e.getKey().startsWith("limits.") == limits)
            .map(e -> e.getKey() + ": " + used.getOrDefault(e.getKey(), "0") + "/" + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
