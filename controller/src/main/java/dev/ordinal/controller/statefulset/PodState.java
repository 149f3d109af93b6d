package dev.ordinal.controller.statefulset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Questions about one pod. Pure. */
final class PodState {
  private PodState() {}

  static String phase(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getPhase() == null
        ? ""
        : pod.getStatus().getPhase();
  }

  /** True once the API server has stored it with a phase. */
  static boolean created(Pod pod) {
    return !phase(pod).isEmpty();
  }

  static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static boolean finished(Pod pod) {
    return phase(pod).equals("Failed") || phase(pod).equals("Succeeded");
  }

  static boolean runningAndReady(Pod pod) {
    return phase(pod).equals("Running")
        && readyCondition(pod).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  /** Ready for at least that long. */
  static boolean available(Pod pod, int minReadySeconds, Instant now) {
    return runningAndReady(pod)
        && (minReadySeconds == 0
            || untilAvailable(pod, minReadySeconds, now).filter(Duration::isZero).isPresent());
  }

  /** How long until a ready pod counts as available; zero when it does, empty when not ready. */
  static Optional<Duration> untilAvailable(Pod pod, int minReadySeconds, Instant now) {
    if (!runningAndReady(pod)) {
      return Optional.empty();
    }
    return readyCondition(pod)
        .flatMap(condition -> parse(condition.getLastTransitionTime()))
        .map(since -> Duration.between(now, since.plusSeconds(minReadySeconds)))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Not of use to anyone right now. */
  static boolean unavailable(Pod pod, int minReadySeconds, Instant now) {
    return terminating(pod) || !available(pod, minReadySeconds, now);
  }

  /** The name of the revision that the pod was made from, or empty. */
  static String revision(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(StatefulSetIdentity.REVISION_LABEL, "");
  }

  static OptionalInt ordinal(Pod pod) {
    return StatefulSetIdentity.ordinal(pod.getMetadata().getName());
  }

  private static Optional<PodCondition> readyCondition(Pod pod) {
    if (pod.getStatus() == null || pod.getStatus().getConditions() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .findFirst();
  }

  private static Optional<Instant> parse(@org.jspecify.annotations.Nullable String time) {
    try {
      return time == null ? Optional.empty() : Optional.of(Instant.parse(time));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
