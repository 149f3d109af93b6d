package dev.ordinal.nodeagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.api.ClusterApi;
import dev.ordinal.nodeagent.api.PodEvents;
import dev.ordinal.nodeagent.api.ServiceToken;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster of maps; pods' statuses are merged as the strategic patch of pods would. */
public final class FakeClusterApi implements ClusterApi, PodEvents {

  public final Map<String, ConfigMap> configMaps = new ConcurrentHashMap<>();
  public final Map<String, Secret> secrets = new ConcurrentHashMap<>();
  public final Map<String, PersistentVolumeClaim> claims = new ConcurrentHashMap<>();
  public final Map<String, PersistentVolume> volumes = new ConcurrentHashMap<>();
  public final List<Service> services = new CopyOnWriteArrayList<>();
  public final Map<String, Pod> pods = new ConcurrentHashMap<>();
  public final List<String> events = new CopyOnWriteArrayList<>();
  public final List<String> deleted = new CopyOnWriteArrayList<>();
  public final List<ObjectNode> patches = new CopyOnWriteArrayList<>();
  public final Map<String, Runnable> watchers = new ConcurrentHashMap<>();
  public volatile Optional<Node> node = Optional.empty();
  private int tokens;

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return Optional.ofNullable(configMaps.get(name));
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  @Override
  public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
    return Optional.ofNullable(claims.get(name));
  }

  @Override
  public Optional<PersistentVolume> volume(String name) {
    return Optional.ofNullable(volumes.get(name));
  }

  @Override
  public Optional<Pod> pod(String namespace, String name) {
    return Optional.ofNullable(pods.get(name));
  }

  @Override
  public List<Service> services(String namespace) {
    return services;
  }

  @Override
  public Optional<Node> node() {
    return node;
  }

  @Override
  public synchronized ServiceToken serviceAccountToken(
      Pod pod, String serviceAccount, List<String> audiences, long expirationSeconds) {
    return new ServiceToken("token-" + ++tokens, Instant.now().plusSeconds(expirationSeconds));
  }

  @Override
  public synchronized Optional<Pod> patchPodStatus(Pod pod, ObjectNode patch) {
    Pod stored = pods.get(pod.getMetadata().getName());
    if (stored == null || !stored.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
      return Optional.empty();
    }
    patches.add(patch);
    ObjectNode tree = Json.tree(stored);
    ObjectNode status =
        tree.path("status") instanceof ObjectNode known ? known : tree.putObject("status");
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals("conditions")) {
                status.set("conditions", merged(status.path("conditions"), field.getValue()));
              } else if (field.getKey().equals("podIPs")) {
                status.set("podIPs", withoutDirectives(field.getValue()));
              } else if (field.getValue().isNull()) {
                status.remove(field.getKey());
              } else {
                status.set(field.getKey(), field.getValue());
              }
            });
    Pod updated = Json.as(tree, Pod.class);
    pods.put(pod.getMetadata().getName(), updated);
    return Optional.of(updated);
  }

  private static ArrayNode withoutDirectives(JsonNode list) {
    ArrayNode clean = Json.mapper().createArrayNode();
    list.forEach(
        item -> {
          if (!item.has("$patch")) {
            clean.add(item);
          }
        });
    return clean;
  }

  private static ArrayNode merged(JsonNode before, JsonNode changes) {
    ArrayNode result = Json.mapper().createArrayNode();
    before.forEach(result::add);
    for (JsonNode change : changes) {
      for (Iterator<JsonNode> known = result.iterator(); known.hasNext(); ) {
        if (known.next().path("type").equals(change.path("type"))) {
          known.remove();
        }
      }
      result.add(change);
    }
    return result;
  }

  @Override
  public void confirmDeletion(Pod pod) {
    deleted.add(pod.getMetadata().getName());
    pods.remove(pod.getMetadata().getName());
  }

  @Override
  public Subscription watch(String kind, String namespace, String name, Runnable changed) {
    watchers.put(kind + "/" + name, changed);
    return () -> watchers.remove(kind + "/" + name);
  }

  @Override
  public void normal(Pod pod, String reason, String message) {
    events.add(reason + ": " + message);
  }

  @Override
  public void warning(Pod pod, String reason, String message) {
    events.add("Warning " + reason + ": " + message);
  }

  @Override
  public void normal(Pod pod, String fieldPath, String reason, String message) {
    events.add(reason + ": " + message);
  }

  @Override
  public void warning(Pod pod, String fieldPath, String reason, String message) {
    events.add("Warning " + reason + ": " + message);
  }

  /** The events of a reason. */
  public List<String> events(String reason) {
    List<String> found = new ArrayList<>();
    for (String event : events) {
      if (event.startsWith(reason + ":") || event.startsWith("Warning " + reason + ":")) {
        found.add(event);
      }
    }
    return found;
  }
}
