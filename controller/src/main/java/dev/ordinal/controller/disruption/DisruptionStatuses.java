package dev.ordinal.controller.disruption;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of disruption budgets. */
final class DisruptionStatuses {
  /** What has been counted. */
  record Counts(int expected, int healthy, int desired, int allowed) {}

  private DisruptionStatuses() {}

  static PodDisruptionBudgetStatus of(PodDisruptionBudget budget, Counts counts, Instant now) {
    Long generation = budget.getMetadata().getGeneration();
    return new PodDisruptionBudgetStatusBuilder()
        .withExpectedPods(counts.expected())
        .withCurrentHealthy(counts.healthy())
        .withDesiredHealthy(counts.desired())
        .withDisruptionsAllowed(counts.allowed())
        .withObservedGeneration(generation)
        .withConditions(condition(budget, counts.allowed() > 0, now))
        .build();
  }

  private static Condition condition(PodDisruptionBudget budget, boolean allowed, Instant now) {
    String status = allowed ? "True" : "False";
    Optional<Condition> before =
        budget.getStatus() == null
            ? Optional.empty()
            : budget.getStatus().getConditions().stream()
                .filter(c -> "DisruptionAllowed".equals(c.getType()))
                .filter(c -> status.equals(c.getStatus()))
                .findFirst();
    return new ConditionBuilder()
        .withType("DisruptionAllowed")
        .withStatus(status)
        .withReason(allowed ? "SufficientPods" : "InsufficientPods")
        .withMessage("")
        .withObservedGeneration(budget.getMetadata().getGeneration())
        .withLastTransitionTime(
            before
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString()))
        .build();
  }

  static boolean same(@Nullable PodDisruptionBudgetStatus one, PodDisruptionBudgetStatus other) {
    return one != null
        && Objects.equals(one.getExpectedPods(), other.getExpectedPods())
        && Objects.equals(one.getCurrentHealthy(), other.getCurrentHealthy())
        && Objects.equals(one.getDesiredHealthy(), other.getDesiredHealthy())
        && Objects.equals(one.getDisruptionsAllowed(), other.getDisruptionsAllowed())
        && Objects.equals(one.getObservedGeneration(), other.getObservedGeneration())
        && one.getDisruptedPods().equals(other.getDisruptedPods())
        && !one.getConditions().isEmpty();
  }
}
