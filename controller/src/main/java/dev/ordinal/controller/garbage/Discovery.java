package dev.ordinal.controller.garbage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.PartialObject;
import dev.ordinal.client.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server which kinds can be collected: those it lists, watches and deletes. */
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final Set<String> NEEDED = Set.of("list", "watch", "delete");

  private final KubeClient client;

  Discovery(KubeClient client) {
    this.client = client;
  }

  /** All kinds, each in its group's preferred version; events, which own nothing, left out. */
  List<ResourceKind<PartialObject>> kinds() {
    List<ResourceKind<PartialObject>> kinds = new ArrayList<>(kinds("", "v1", "/api/v1"));
    for (JsonNode group : client.request("GET", "/apis", null).path("groups")) {
      String name = group.path("name").asText();
      String version = group.path("preferredVersion").path("version").asText();
      try {
        kinds.addAll(kinds(name, version, "/apis/" + name + "/" + version));
      } catch (ApiFailure e) {
        // One group that does not answer must not stop the collection of all others.
        LOG.warn("discovery of {}/{}: {}", name, version, e.getMessage());
      }
    }
    return kinds;
  }

  private List<ResourceKind<PartialObject>> kinds(String group, String version, String path) {
    List<ResourceKind<PartialObject>> kinds = new ArrayList<>();
    for (JsonNode resource : client.request("GET", path, null).path("resources")) {
      String plural = resource.path("name").asText();
      Set<String> verbs = new HashSet<>();
      resource.path("verbs").forEach(verb -> verbs.add(verb.asText()));
      if (!plural.contains("/") && !plural.equals("events") && verbs.containsAll(NEEDED)) {
        kinds.add(
            new ResourceKind<>(
                group,
                version,
                plural,
                resource.path("kind").asText(),
                resource.path("namespaced").asBoolean(),
                PartialObject.class));
      }
    }
    return kinds;
  }
}
