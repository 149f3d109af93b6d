package dev.ordinal.controller.namespace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.KubeClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deletes what is in a namespace, kind by kind as the server names them, and counts the rest. */
final class ContentSweeper {
  /** A namespaced resource that can be listed and deleted. */
  private record Resource(String path, String plural, String group, boolean collection) {
    String display() {
      return plural + "." + group;
    }
  }

  private final KubeClient client;
  private final String namespace;
  private final Map<String, Integer> instances = new TreeMap<>();
  private final Map<String, Integer> finalizers = new TreeMap<>();
  private final List<String> discoveryErrors = new ArrayList<>();
  private final List<String> deletionErrors = new ArrayList<>();

  ContentSweeper(KubeClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** One pass; the other kinds are touched only when no pod is left. */
  Content sweep() {
    List<Resource> resources = discover();
    resources.stream().filter(ContentSweeper::isPods).forEach(this::empty);
    if (instances.isEmpty()) {
      resources.stream().filter(resource -> !isPods(resource)).forEach(this::empty);
    }
    return new Content(instances, finalizers, discoveryErrors, deletionErrors);
  }

  private static boolean isPods(Resource resource) {
    return resource.plural.equals("pods") && resource.group.isEmpty();
  }

  private void empty(Resource resource) {
    String path = resource.path + "/namespaces/" + namespace + "/" + resource.plural;
    try {
      JsonNode items = client.request("GET", path, null).path("items");
      if (items.isEmpty()) {
        return;
      }
      delete(resource, path, items);
      for (JsonNode left : client.request("GET", path, null).path("items")) {
        instances.merge(resource.display(), 1, Integer::sum);
        for (JsonNode finalizer : left.path("metadata").path("finalizers")) {
          finalizers.merge(finalizer.asText(), 1, Integer::sum);
        }
      }
    } catch (ApiFailure e) {
      if (!e.isNotFound() && e.code() != 405) {
        deletionErrors.add(resource.display() + ": " + e.getMessage());
      }
    }
  }

  private void delete(Resource resource, String path, JsonNode items) {
    if (resource.collection) {
      client.request("DELETE", path, Map.of("propagationPolicy", "Background"));
      return;
    }
    for (JsonNode item : items) {
      String name = item.path("metadata").path("name").asText("");
      client.request("DELETE", path + "/" + name, Map.of("propagationPolicy", "Background"));
    }
  }

  private List<Resource> discover() {
    List<Resource> found = new ArrayList<>(resources("/api/v1", ""));
    try {
      for (JsonNode group : client.request("GET", "/apis", null).path("groups")) {
        String version = group.path("preferredVersion").path("groupVersion").asText("");
        found.addAll(resources("/apis/" + version, group.path("name").asText("")));
      }
    } catch (ApiFailure e) {
      discoveryErrors.add("/apis: " + e.getMessage());
    }
    return found;
  }

  private List<Resource> resources(String path, String group) {
    List<Resource> found = new ArrayList<>();
    try {
      for (JsonNode one : client.request("GET", path, null).path("resources")) {
        String name = one.path("name").asText("");
        List<String> verbs = new ArrayList<>();
        one.path("verbs").forEach(verb -> verbs.add(verb.asText("")));
        if (one.path("namespaced").asBoolean()
            && !name.contains("/")
            && verbs.contains("list")
            && verbs.contains("delete")) {
          found.add(new Resource(path, name, group, verbs.contains("deletecollection")));
        }
      }
    } catch (ApiFailure e) {
      discoveryErrors.add(path + ": " + e.getMessage());
    }
    return found;
  }
}
