package dev.ordinal.controller.scheduler;

import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that the pod cache does not show yet: each counts against its node from the moment it
 * is made until the cache shows the pod on a node or gone, or the decision is taken back.
 * Thread-safe.
 */
final class Assumptions {
  /** A pod on its way to a node; once binding, only the cache or a failure ends it. */
  record Assumed(PodFacts pod, String node, boolean binding) {}

  private final Map<String, Assumed> byUid = new ConcurrentHashMap<>();

  /** The node has been chosen, volumes are being prepared. */
  void assume(PodFacts pod, String node) {
    byUid.put(pod.uid(), new Assumed(pod, node, false));
  }

  /** The binding is about to be sent. */
  void binding(PodFacts pod, String node) {
    byUid.put(pod.uid(), new Assumed(pod, node, true));
  }

  boolean isBinding(String uid) {
    Assumed assumed = byUid.get(uid);
    return assumed != null && assumed.binding();
  }

  void forget(String uid) {
    byUid.remove(uid);
  }

  Optional<String> nodeOf(String uid) {
    return Optional.ofNullable(byUid.get(uid)).map(Assumed::node);
  }

  /** Pods on their way, but for one. */
  Stream<Assumed> others(String uid) {
    return byUid.values().stream().filter(assumed -> !assumed.pod().uid().equals(uid));
  }

  /** Follows the pod cache. */
  void podChanged(@Nullable Pod before, @Nullable Pod now) {
    if (now == null) {
      if (before != null) {
        forget(before.getMetadata().getUid());
      }
    } else if (Pods.isScheduled(now) || Pods.isTerminal(now)) {
      forget(now.getMetadata().getUid());
    }
  }
}
