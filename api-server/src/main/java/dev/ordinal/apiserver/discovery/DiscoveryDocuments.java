package dev.ordinal.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the documents of discovery. Pure. */
final class DiscoveryDocuments {

  private final List<Described> resources;

  DiscoveryDocuments(List<Described> resources) {
    this.resources = List.copyOf(resources);
  }

  private static ObjectNode object(String kind, String apiVersion) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", apiVersion);
  }

  /** The versions of each group, in order. */
  private Map<String, Set<String>> groups() {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    for (Described one : resources) {
      groups
          .computeIfAbsent(one.names().group(), _ -> new LinkedHashSet<>())
          .add(one.names().version());
    }
    return groups;
  }

  ObjectNode coreVersions(String address) {
    ObjectNode versions = object("APIVersions", "v1");
    versions.remove("apiVersion");
    versions.putArray("versions").add("v1");
    versions
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", address);
    return versions;
  }

  ObjectNode groupList() {
    ObjectNode list = object("APIGroupList", "v1");
    ArrayNode items = list.putArray("groups");
    groups()
        .forEach(
            (group, versions) -> {
              if (!group.isEmpty()) {
                fill(items.addObject(), group, versions);
              }
            });
    return list;
  }

  /** One group, or null where it is not served. */
  @org.jspecify.annotations.Nullable
  ObjectNode group(String name) {
    Set<String> versions = name.isEmpty() ? null : groups().get(name);
    if (versions == null) {
      return null;
    }
    ObjectNode group = object("APIGroup", "v1");
    fill(group, name, versions);
    return group;
  }

  private static void fill(ObjectNode node, String group, Set<String> versions) {
    node.put("name", group);
    ArrayNode array = node.putArray("versions");
    versions.forEach(
        version ->
            array.addObject().put("groupVersion", group + "/" + version).put("version", version));
    String first = versions.iterator().next();
    node.putObject("preferredVersion")
        .put("groupVersion", group + "/" + first)
        .put("version", first);
  }

  /** The resources of a group version, or null where it is not served. */
  @org.jspecify.annotations.Nullable
  ObjectNode resourceList(String groupVersion) {
    List<Described> found =
        resources.stream().filter(one -> one.groupVersion().equals(groupVersion)).toList();
    if (found.isEmpty()) {
      return null;
    }
    ObjectNode list = object("APIResourceList", "v1");
    list.put("groupVersion", groupVersion);
    ArrayNode array = list.putArray("resources");
    for (Described one : found) {
      ObjectNode node = array.addObject();
      node.put("name", one.names().plural())
          .put("singularName", one.names().singular())
          .put("namespaced", one.namespaced())
          .put("kind", one.names().kind());
      put(node, "verbs", one.verbs());
      putIfAny(node, "shortNames", one.shortNames());
      putIfAny(node, "categories", one.categories());
      one.subresources().forEach(sub -> subresource(array.addObject(), one, sub));
    }
    return list;
  }

  private static void subresource(ObjectNode node, Described owner, Described.Subresource sub) {
    node.put("name", owner.names().plural() + "/" + sub.name())
        .put("singularName", "")
        .put("namespaced", owner.namespaced());
    boolean foreign =
        !sub.group().equals(owner.names().group())
            || !sub.version().equals(owner.names().version());
    if (foreign) {
      node.put("group", sub.group()).put("version", sub.version());
    }
    node.put("kind", sub.kind());
    put(node, "verbs", sub.verbs());
  }

  /** Everything below {@code /api} or {@code /apis} in one document. */
  ObjectNode aggregated(boolean core) {
    ObjectNode list = object("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2");
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    groups()
        .forEach(
            (group, versions) -> {
              if (group.isEmpty() == core) {
                aggregatedGroup(items.addObject(), group, versions);
              }
            });
    return list;
  }

  private void aggregatedGroup(ObjectNode item, String group, Set<String> versions) {
    ObjectNode meta = item.putObject("metadata");
    if (!group.isEmpty()) {
      meta.put("name", group);
    }
    meta.putNull("creationTimestamp");
    ArrayNode array = item.putArray("versions");
    for (String version : versions) {
      ObjectNode one = array.addObject();
      one.put("version", version);
      ArrayNode list = one.putArray("resources");
      resources.stream()
          .filter(r -> r.names().group().equals(group) && r.names().version().equals(version))
          .forEach(r -> aggregatedResource(list.addObject(), r));
      one.put("freshness", "Current");
    }
  }

  private static void aggregatedResource(ObjectNode node, Described one) {
    Described.Names names = one.names();
    node.put("resource", names.plural());
    responseKind(node, names.group(), names.version(), names.kind());
    node.put("scope", one.namespaced() ? "Namespaced" : "Cluster");
    node.put("singularResource", names.singular());
    put(node, "verbs", one.verbs());
    putIfAny(node, "shortNames", one.shortNames());
    putIfAny(node, "categories", one.categories());
    if (!one.subresources().isEmpty()) {
      ArrayNode array = node.putArray("subresources");
      for (Described.Subresource sub : one.subresources()) {
        ObjectNode item = array.addObject();
        item.put("subresource", sub.name());
        responseKind(item, sub.group(), sub.version(), sub.kind());
        put(item, "verbs", sub.verbs());
      }
    }
  }

  private static void responseKind(ObjectNode node, String group, String version, String kind) {
    node.putObject("responseKind").put("group", group).put("version", version).put("kind", kind);
  }

  private static void put(ObjectNode node, String field, List<String> values) {
    ArrayNode array = node.putArray(field);
    values.forEach(array::add);
  }

  private static void putIfAny(ObjectNode node, String field, List<String> values) {
    if (!values.isEmpty()) {
      put(node, field, values);
    }
  }
}
