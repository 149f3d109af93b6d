package dev.ordinal.controller.scheduler;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.Optional;

/** The condition PodScheduled of a pod that found no node. */
final class SchedulerStatuses {
  private SchedulerStatuses() {}

  /**
   * The condition to write, or empty where the pod says so already.
   *
   * @param now the time in RFC 3339
   */
  static Optional<PodCondition> unschedulable(Pod pod, String message, String now) {
    Optional<PodCondition> present = Pods.condition(pod, "PodScheduled");
    boolean wasFalse = present.map(c -> "False".equals(c.getStatus())).orElse(false);
    if (wasFalse && message.equals(present.get().getMessage())) {
      return Optional.empty();
    }
    return Optional.of(
        new PodConditionBuilder()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage(message)
            .withLastTransitionTime(wasFalse ? present.get().getLastTransitionTime() : now)
            .build());
  }
}
