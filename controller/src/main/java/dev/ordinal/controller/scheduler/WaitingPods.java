package dev.ordinal.controller.scheduler;

import dev.ordinal.client.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pods that found no node or wait for their volumes, with their attempts. Thread-safe.
 *
 * <p>Attempts that fail without a pause in between get ever longer ones, so that a stream of events
 * cannot keep the scheduler busy with pods that fit nowhere; the first few are free, for pods whose
 * claims are being bound.
 */
final class WaitingPods {
  private static final int FREE_ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private record Attempts(int count, Instant last) {}

  private final InstantSource clock;
  private final Map<ObjectKey, Attempts> pods = new ConcurrentHashMap<>();

  WaitingPods(InstantSource clock) {
    this.clock = clock;
  }

  /** Before an attempt: from here on no event that could help the pod is missed. */
  void enter(ObjectKey pod) {
    pods.putIfAbsent(pod, new Attempts(0, Instant.EPOCH));
  }

  void attempted(ObjectKey pod) {
    pods.computeIfPresent(
        pod, (key, attempts) -> new Attempts(attempts.count + 1, clock.instant()));
  }

  void leave(ObjectKey pod) {
    pods.remove(pod);
  }

  Set<ObjectKey> all() {
    return pods.keySet();
  }

  boolean contains(ObjectKey pod) {
    return pods.containsKey(pod);
  }

  /** How long the pod must wait before its next attempt; zero or less when it need not. */
  Duration pause(ObjectKey pod) {
    Attempts attempts = pods.get(pod);
    if (attempts == null || attempts.count <= FREE_ATTEMPTS) {
      return Duration.ZERO;
    }
    int doublings = Math.min(attempts.count - FREE_ATTEMPTS - 1, 10);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return Duration.between(clock.instant(), attempts.last.plus(bounded));
  }
}
