package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From what was seen to the status that says it. Pure. */
final class StatefulSetStatuses {
  private static final List<String> COUNTERS =
      List.of(
          "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas");

  private StatefulSetStatuses() {}

  /** The status, keeping the fields of the present one that are not ours. */
  static ObjectNode status(StatefulSetObservation seen, int collisionCount, int updatesBegun) {
    StatefulSetView set = seen.set();
    Counts counts = Counts.of(seen, updatesBegun);
    ObjectNode status =
        set.status() instanceof ObjectNode present ? present.deepCopy() : Json.object();
    boolean complete =
        set.rollingUpdate()
            && counts.updated == set.replicas()
            && counts.ready == set.replicas()
            && counts.replicas == set.replicas();
    status.put("observedGeneration", set.generation());
    status.put("replicas", counts.replicas);
    put(status, "readyReplicas", counts.ready);
    put(status, "currentReplicas", complete ? counts.updated : counts.current);
    put(status, "updatedReplicas", counts.updated);
    status.put("currentRevision", complete ? seen.updateRevision() : seen.currentRevision());
    status.put("updateRevision", seen.updateRevision());
    status.put("collisionCount", collisionCount);
    status.put("availableReplicas", counts.available);
    return status;
  }

  /** Zero is written by leaving the field out. */
  private static void put(ObjectNode status, String field, int value) {
    if (value == 0) {
      status.remove(field);
    } else {
      status.put(field, value);
    }
  }

  /** True when the difference is worth a write. */
  static boolean differs(JsonNode present, ObjectNode wanted) {
    return wanted.path("observedGeneration").asLong() > present.path("observedGeneration").asLong()
        || COUNTERS.stream().anyMatch(c -> present.path(c).asInt() != wanted.path(c).asInt())
        || !same(present, wanted, "currentRevision")
        || !same(present, wanted, "updateRevision");
  }

  private static boolean same(JsonNode a, JsonNode b, String field) {
    return a.path(field).asText("").equals(b.path(field).asText(""));
  }

  /** When the next ready pod becomes available, if one has yet to. */
  static Optional<Duration> nextAvailability(StatefulSetObservation seen) {
    int seconds = seen.set().minReadySeconds();
    if (seconds == 0) {
      return Optional.empty();
    }
    return seen.pods().values().stream()
        .flatMap(pod -> PodState.untilAvailable(pod, seconds, seen.now()).stream())
        .filter(Duration::isPositive)
        .min(Duration::compareTo);
  }

  private record Counts(int replicas, int ready, int available, int current, int updated) {
    static Counts of(StatefulSetObservation seen, int updatesBegun) {
      int replicas = 0;
      int ready = 0;
      int available = 0;
      int current = 0;
      int updated = 0;
      for (Pod pod : seen.pods().values()) {
        if (!PodState.created(pod)) {
          continue;
        }
        replicas++;
        ready += PodState.runningAndReady(pod) ? 1 : 0;
        available += PodState.available(pod, seen.set().minReadySeconds(), seen.now()) ? 1 : 0;
        boolean staying = !PodState.terminating(pod);
        current += staying && PodState.revision(pod).equals(seen.currentRevision()) ? 1 : 0;
        updated += staying && PodState.revision(pod).equals(seen.updateRevision()) ? 1 : 0;
      }
      return new Counts(replicas, ready, available, Math.max(0, current - updatesBegun), updated);
    }
  }
}
