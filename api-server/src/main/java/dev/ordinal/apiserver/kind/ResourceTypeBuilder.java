package dev.ordinal.apiserver.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads as a sentence what {@link ResourceType} holds as a record. Used by one thread. */
public final class ResourceTypeBuilder {

  private final String group;
  private final String version;
  private final String kind;
  private String plural = "";
  private ResourceType.Scope scope = ResourceType.Scope.NAMESPACED;
  private List<String> shortNames = List.of();
  private List<String> categories = List.of();
  private final Set<String> subresources = new LinkedHashSet<>();
  private KindRules rules = KindRules.NONE;
  private List<Column> columns = List.of();
  private final Map<String, Function<ObjectNode, String>> selectable = new LinkedHashMap<>();
  private String storageGroup;

  private ResourceTypeBuilder(String group, String version, String kind) {
    this.group = group;
    this.version = version;
    this.kind = kind;
    this.storageGroup = group;
  }

  /**
   * Starts a definition; namespaced, without rules and columns.
   *
   * @param group empty for the core group
   */
  public static ResourceTypeBuilder kind(String group, String version, String kind) {
    return new ResourceTypeBuilder(group, version, kind);
  }

  /** The name in the URL. */
  public ResourceTypeBuilder plural(String name) {
    plural = name;
    return this;
  }

  /** Objects live outside of namespaces. */
  public ResourceTypeBuilder clusterScoped() {
    scope = ResourceType.Scope.CLUSTER;
    return this;
  }

  /** What kubectl takes for short. */
  public ResourceTypeBuilder shortNames(String... names) {
    shortNames = List.of(names);
    return this;
  }

  /** Groups of resources such as {@code all}. */
  public ResourceTypeBuilder categories(String... names) {
    categories = List.of(names);
    return this;
  }

  /** Paths below the object. */
  public ResourceTypeBuilder subresources(String... names) {
    subresources.addAll(List.of(names));
    return this;
  }

  /** Defaults, strategy and validation. */
  public ResourceTypeBuilder rules(KindRules kindRules) {
    rules = kindRules;
    return this;
  }

  /** The table, Name and Age included. */
  public ResourceTypeBuilder columns(Column... kindColumns) {
    columns = List.of(kindColumns);
    return this;
  }

  /** A field for field selectors, with the text that an absent one counts as. */
  public ResourceTypeBuilder selectable(String path, String absent) {
    List<String> names = List.of(path.split("\\."));
    selectable.put(
        path,
        object -> {
          JsonNode node = object;
          for (String name : names) {
            node = node.path(name);
          }
          return node.isMissingNode() || node.isNull() ? absent : node.asText();
        });
    return this;
  }

  /** A field for field selectors; absent counts as empty. */
  public ResourceTypeBuilder selectable(String path) {
    return selectable(path, "");
  }

  /** A field for field selectors that is not read from one path. */
  public ResourceTypeBuilder selectable(String name, Function<ObjectNode, String> reader) {
    selectable.put(name, reader);
    return this;
  }

  /** The group in the storage key, where two groups serve one stored kind. */
  public ResourceTypeBuilder storedAs(String otherGroup) {
    storageGroup = otherGroup;
    return this;
  }

  /** The definition. */
  public ResourceType build() {
    return new ResourceType(
        group,
        version,
        kind,
        plural,
        kind.toLowerCase(Locale.ROOT),
        scope,
        shortNames,
        categories,
        subresources,
        rules,
        columns,
        selectable,
        storageGroup);
  }
}
