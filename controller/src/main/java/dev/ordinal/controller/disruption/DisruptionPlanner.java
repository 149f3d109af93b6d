package dev.ordinal.controller.disruption;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Counts the healthy pods of a budget and what may go. */
final class DisruptionPlanner {
  /** How long an allowed eviction counts while its pod is not seen going. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private DisruptionPlanner() {}

  /**
   * The step for a budget.
   *
   * @param all pods of the budget's namespace
   * @param wanted how many pods the controllers of the given ones want together
   */
  static DisruptionAction plan(
      PodDisruptionBudget budget,
      Collection<Pod> all,
      ToIntFunction<List<Pod>> wanted,
      Instant now) {
    List<Pod> pods =
        all.stream()
            .filter(pod -> Labels.matches(budget.getSpec().getSelector(), Labels.of(pod)))
            .filter(pod -> !Pods.isTerminal(pod))
            .toList();
    Map<String, String> disrupted = disrupted(budget, pods, now);
    int expected = expected(budget, pods, wanted);
    int healthy =
        (int)
            pods.stream()
                .filter(Pods::isReady)
                .filter(pod -> !Pods.isTerminating(pod))
                .filter(pod -> !disrupted.containsKey(pod.getMetadata().getName()))
                .count();
    int desired = desired(budget, expected);
    int allowed = expected == 0 ? 0 : Math.max(0, healthy - desired);
    PodDisruptionBudgetStatus status =
        DisruptionStatuses.of(
            budget, new DisruptionStatuses.Counts(expected, healthy, desired, allowed), now);
    status.setDisruptedPods(disrupted);
    Duration again = disrupted.isEmpty() ? null : PATIENCE;
    return DisruptionStatuses.same(budget.getStatus(), status)
        ? new DisruptionAction.Nothing(again)
        : new DisruptionAction.SetStatus(status, again);
  }

  private static Map<String, String> disrupted(
      PodDisruptionBudget budget, List<Pod> pods, Instant now) {
    Map<String, String> present =
        budget.getStatus() == null ? Map.of() : budget.getStatus().getDisruptedPods();
    Map<String, Pod> byName = new HashMap<>();
    pods.forEach(pod -> byName.put(pod.getMetadata().getName(), pod));
    Map<String, String> left = new TreeMap<>();
    present.forEach(
        (name, since) -> {
          Pod pod = byName.get(name);
          boolean recent = Instant.parse(since).plus(PATIENCE).isAfter(now);
          if (pod != null && !Pods.isTerminating(pod) && recent) {
            left.put(name, since);
          }
        });
    return left;
  }

  private static int expected(
      PodDisruptionBudget budget, List<Pod> pods, ToIntFunction<List<Pod>> wanted) {
    IntOrString least = budget.getSpec().getMinAvailable();
    boolean absolute = least != null && least.getIntVal() != null;
    return absolute ? pods.size() : wanted.applyAsInt(pods);
  }

  private static int desired(PodDisruptionBudget budget, int expected) {
    IntOrString most = budget.getSpec().getMaxUnavailable();
    if (most != null) {
      return Math.max(0, expected - scaled(most, expected));
    }
    IntOrString least = budget.getSpec().getMinAvailable();
    return least == null ? 0 : scaled(least, expected);
  }

  /** A number, or a percentage of the total rounded up. */
  private static int scaled(IntOrString value, int total) {
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    String percent = Objects.requireNonNullElse(value.getStrVal(), "0%").replace("%", "");
    return (int) Math.ceil(total * Integer.parseInt(percent) / 100.0);
  }
}
