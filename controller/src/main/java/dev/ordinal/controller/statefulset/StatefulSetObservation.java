package dev.ordinal.controller.statefulset;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The world of one set at one moment: what the planner and the status are made from. */
record StatefulSetObservation(
    StatefulSetView set,
    String currentRevision,
    String updateRevision,
    Map<Integer, Pod> pods,
    Map<String, PersistentVolumeClaim> claims,
    Instant now) {

  /** From the set's own pods; a name without an ordinal is ignored. */
  static StatefulSetObservation of(
      StatefulSetView set,
      String currentRevision,
      String updateRevision,
      List<Pod> pods,
      Map<String, PersistentVolumeClaim> claims,
      Instant now) {
    Map<Integer, Pod> byOrdinal = new TreeMap<>();
    for (Pod pod : pods) {
      PodState.ordinal(pod).ifPresent(ordinal -> byOrdinal.put(ordinal, pod));
    }
    return new StatefulSetObservation(set, currentRevision, updateRevision, byOrdinal, claims, now);
  }

  Optional<Pod> pod(int ordinal) {
    return Optional.ofNullable(pods.get(ordinal));
  }

  /** Ordinals outside the range that have pods, the highest first. */
  List<Integer> condemned() {
    return pods.keySet().stream()
        .filter(ordinal -> !set.inRange(ordinal))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  boolean unavailable(Pod pod) {
    return PodState.unavailable(pod, set.minReadySeconds(), now);
  }
}
