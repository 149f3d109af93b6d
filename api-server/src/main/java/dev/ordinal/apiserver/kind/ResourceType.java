package dev.ordinal.apiserver.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One served resource: everything the generic server has to know of it.
 *
 * @param group empty for the core group
 * @param plural as in the URL
 * @param shortNames for discovery
 * @param categories for discovery, such as {@code all}
 * @param subresources of those that the generic server knows: {@code status}, {@code scale}, or
 *     served by their own handler ({@code log}, {@code exec}, {@code binding}, ...)
 * @param rules defaults, strategy and validation
 * @param columns of its table, Name and Age included
 * @param selectableFields field paths for field selectors beside {@code metadata.name} and {@code
 *     metadata.namespace}, each with the function that reads it as text
 * @param storageGroup the group in the storage key: two groups may serve one stored kind (events)
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    Scope scope,
    List<String> shortNames,
    List<String> categories,
    Set<String> subresources,
    KindRules rules,
    List<Column> columns,
    Map<String, Function<ObjectNode, String>> selectableFields,
    String storageGroup) {

  /** Where objects of a kind live. */
  public enum Scope {
    /** In a namespace. */
    NAMESPACED,
    /** Outside of namespaces. */
    CLUSTER
  }

  /** Copies the collections. */
  public ResourceType {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    subresources = Set.copyOf(subresources);
    columns = List.copyOf(columns);
    selectableFields = Map.copyOf(selectableFields);
  }

  /** {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code statefulsets.apps}; just the plural in the core group. */
  public String groupResource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Whether objects of this kind live in namespaces. */
  public boolean namespaced() {
    return scope == Scope.NAMESPACED;
  }

  /** Whether the objects are stored as those of another group, in that group's form. */
  public boolean storedElsewhere() {
    return !group.equals(storageGroup);
  }
}
