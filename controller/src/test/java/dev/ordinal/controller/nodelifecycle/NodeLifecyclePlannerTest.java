package dev.ordinal.controller.nodelifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.nodelifecycle.NodeLifecycleAction.MarkNotReady;
import dev.ordinal.controller.nodelifecycle.NodeLifecycleAction.SetConditions;
import dev.ordinal.controller.nodelifecycle.NodeLifecycleAction.SetTaints;
import dev.ordinal.controller.nodelifecycle.NodeLifecycleAction.TellNotReady;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLifecyclePlannerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static List<NodeLifecycleAction> plan(
      Node node, List<Pod> pods, long silentSeconds, boolean othersReady) {
    return NodeLifecyclePlanner.plan(
        node,
        pods,
        new NodeLifecyclePlanner.Situation(
            START.plusSeconds(silentSeconds), START, Duration.ofSeconds(50), othersReady));
  }

  @Test
  void aNodeThatSpeaksIsLeftAlone() {
    assertThat(plan(Samples.node("n1"), List.of(), 50, true)).isEmpty();
  }

  @Test
  void aSilentNodeBecomesUnknownAndTainted() {
    Pod pod = Samples.running("a", "n1", "10.1.0.2", true);
    List<NodeLifecycleAction> actions = plan(Samples.node("n1"), List.of(pod), 51, true);

    assertThat(actions).hasSize(4);
    assertThat(actions.get(0))
        .isInstanceOfSatisfying(
            SetConditions.class,
            set -> {
              assertThat(set.conditions())
                  .extracting(NodeCondition::getType)
                  .containsExactly("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");
              assertThat(set.conditions().getFirst().getReason()).isEqualTo("NodeStatusUnknown");
              assertThat(set.conditions().getFirst().getMessage())
                  .isEqualTo("Kubelet stopped posting node status.");
            });
    assertThat(actions.get(1)).isEqualTo(new TellNotReady());
    assertThat(taints(actions))
        .containsExactly(
            "node.kubernetes.io/unreachable:NoSchedule",
            "node.kubernetes.io/unreachable:NoExecute");
    assertThat(actions.get(3)).isEqualTo(new MarkNotReady(pod));
  }

  @Test
  void nobodyIsDrivenAwayWhenAllAreSilent() {
    assertThat(taints(plan(Samples.node("n1"), List.of(), 51, false)))
        .containsExactly("node.kubernetes.io/unreachable:NoSchedule");
  }

  @Test
  void aNodeThatSaysItIsNotReady() {
    Node node = withReady("False");

    assertThat(taints(plan(node, List.of(), 1, true)))
        .containsExactly(
            "node.kubernetes.io/not-ready:NoSchedule", "node.kubernetes.io/not-ready:NoExecute");
  }

  @Test
  void aNodeThatComesBackLosesItsTaintsAndKeepsOthers() {
    Node node =
        new NodeBuilder(Samples.node("n1"))
            .editSpec()
            .addNewTaint("NoExecute", "node.kubernetes.io/unreachable", null, null)
            .addNewTaint("NoSchedule", "dedicated", null, "db")
            .endSpec()
            .build();

    assertThat(taints(plan(node, List.of(), 1, true))).containsExactly("dedicated:NoSchedule");
  }

  @Test
  void cordonAndPressure() {
    Node node =
        new NodeBuilder(Samples.node("n1"))
            .editSpec()
            .withUnschedulable(true)
            .endSpec()
            .editStatus()
            .addNewCondition()
            .withType("DiskPressure")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();

    assertThat(taints(plan(node, List.of(), 1, true)))
        .containsExactly(
            "node.kubernetes.io/disk-pressure:NoSchedule",
            "node.kubernetes.io/unschedulable:NoSchedule");
  }

  private static Node withReady(String status) {
    return new NodeBuilder(Samples.node("n1"))
        .editStatus()
        .editFirstCondition()
        .withStatus(status)
        .endCondition()
        .endStatus()
        .build();
  }

  private static List<String> taints(List<NodeLifecycleAction> actions) {
    return actions.stream()
        .filter(SetTaints.class::isInstance)
        .flatMap(action -> ((SetTaints) action).taints().stream())
        .map((Taint taint) -> taint.getKey() + ":" + taint.getEffect())
        .toList();
  }
}
