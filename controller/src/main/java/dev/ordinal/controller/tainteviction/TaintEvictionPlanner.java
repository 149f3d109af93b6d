package dev.ordinal.controller.tainteviction;

import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.model.Taints;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a pod may stay on its node. */
final class TaintEvictionPlanner {
  private TaintEvictionPlanner() {}

  static TaintEvictionAction plan(Pod pod, Node node, Instant now) {
    if (node.getSpec() == null || Pods.isTerminating(pod) || Pods.isTerminal(pod)) {
      return new TaintEvictionAction.Stay();
    }
    Instant end = null;
    for (Taint taint : node.getSpec().getTaints()) {
      if ("NoExecute".equals(taint.getEffect())) {
        List<Toleration> answering =
            pod.getSpec().getTolerations().stream()
                .filter(toleration -> Taints.tolerates(toleration, taint))
                .toList();
        if (answering.isEmpty()) {
          return new TaintEvictionAction.Evict();
        }
        end = earlier(end, end(taint, answering, now));
      }
    }
    if (end == null) {
      return new TaintEvictionAction.Stay();
    }
    return now.isBefore(end)
        ? new TaintEvictionAction.StayFor(Duration.between(now, end))
        : new TaintEvictionAction.Evict();
  }

  /** When the shortest of the tolerations ends, null for never. */
  private static @Nullable Instant end(Taint taint, List<Toleration> answering, Instant now) {
    return answering.stream()
        .map(Toleration::getTolerationSeconds)
        .filter(seconds -> seconds != null)
        .min(Long::compare)
        .map(seconds -> added(taint, now).plusSeconds(Math.max(0, seconds)))
        .orElse(null);
  }

  private static Instant added(Taint taint, Instant now) {
    if (taint.getTimeAdded() == null) {
      return now;
    }
    try {
      return Instant.parse(taint.getTimeAdded());
    } catch (DateTimeParseException e) {
      return now;
    }
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
