package dev.ordinal.controller.disruption;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows from counting. */
sealed interface DisruptionAction {
  /** When to count again at the latest, null for never. */
  @Nullable Duration again();

  record Nothing(@Nullable Duration again) implements DisruptionAction {}

  record SetStatus(PodDisruptionBudgetStatus status, @Nullable Duration again)
      implements DisruptionAction {}
}
