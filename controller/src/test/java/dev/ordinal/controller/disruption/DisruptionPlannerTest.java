package dev.ordinal.controller.disruption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Pod> PODS =
      List.of(
          Samples.running("zk-0", "n1", "10.1.0.2", true),
          Samples.running("zk-1", "n2", "10.1.0.3", true),
          Samples.running("zk-2", "n1", "10.1.0.4", true));

  private static PodDisruptionBudget budget(
      @Nullable IntOrString minAvailable, @Nullable IntOrString maxUnavailable) {
    return new PodDisruptionBudgetBuilder()
        .withNewMetadata()
        .withName("zk")
        .withGeneration(1L)
        .endMetadata()
        .withNewSpec()
        .withMinAvailable(minAvailable)
        .withMaxUnavailable(maxUnavailable)
        .withNewSelector()
        .addToMatchLabels("app", "web")
        .endSelector()
        .endSpec()
        .build();
  }

  private static PodDisruptionBudgetStatus status(PodDisruptionBudget budget, List<Pod> pods) {
    DisruptionAction action = DisruptionPlanner.plan(budget, pods, concerned -> 3, NOW);
    return ((DisruptionAction.SetStatus) action).status();
  }

  @ParameterizedTest
  @CsvSource({"2,,2,1", "50%,,2,1", ",1,2,1", ",34%,1,2", "3,,3,0", ",0,3,0"})
  void allowed(
      @Nullable String minAvailable, @Nullable String maxUnavailable, int desired, int allowed) {
    PodDisruptionBudgetStatus status = status(budget(of(minAvailable), of(maxUnavailable)), PODS);

    assertThat(status.getDesiredHealthy()).isEqualTo(desired);
    assertThat(status.getDisruptionsAllowed()).isEqualTo(allowed);
    assertThat(status.getCurrentHealthy()).isEqualTo(3);
  }

  private static @Nullable IntOrString of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
  }

  @Test
  void anAllowedEvictionCountsUntilItsPodIsGone() {
    PodDisruptionBudget budget = budget(new IntOrString(2), null);
    PodDisruptionBudgetStatus before = status(budget, PODS);
    before.getDisruptedPods().put("zk-1", "2025-12-31T23:59:00Z");
    budget.setStatus(before);

    PodDisruptionBudgetStatus status = status(budget, PODS);
    assertThat(status.getCurrentHealthy()).isEqualTo(2);
    assertThat(status.getDisruptionsAllowed()).isZero();
    assertThat(status.getDisruptedPods()).containsOnlyKeys("zk-1");

    before.getDisruptedPods().put("zk-1", "2025-12-31T23:57:00Z");
    assertThat(DisruptionPlanner.plan(budget, PODS, concerned -> 3, NOW))
        .as("forgotten after two minutes")
        .isInstanceOfSatisfying(
            DisruptionAction.SetStatus.class,
            set -> assertThat(set.status().getDisruptedPods()).isEmpty());
  }

  @Test
  void nothingIsWrittenWhenNothingChanged() {
    PodDisruptionBudget budget = budget(new IntOrString(2), null);
    budget.setStatus(status(budget, PODS));

    assertThat(DisruptionPlanner.plan(budget, PODS, concerned -> 3, NOW))
        .isEqualTo(new DisruptionAction.Nothing(null));
  }
}
