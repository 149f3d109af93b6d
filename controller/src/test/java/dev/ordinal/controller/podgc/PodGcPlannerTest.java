package dev.ordinal.controller.podgc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.podgc.PodGcAction.Remove;
import dev.ordinal.controller.podgc.PodGcAction.RemoveOrphan;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodGcPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

  private static List<PodGcAction> plan(List<Pod> pods, PodGcPlanner.NodeNames nodes) {
    return PodGcPlanner.plan(pods, nodes, 3, NOW);
  }

  private static Pod terminating(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-01T00:00:10Z")
        .endMetadata()
        .build();
  }

  @Test
  void podsOfAVanishedNodeGoAfterAWhile() {
    Pod pod = Samples.running("a", "gone", "10.1.0.2", true);
    Set<String> none = Set.of("n1");

    assertThat(
            plan(
                List.of(pod),
                new PodGcPlanner.NodeNames(none, Set.of(), Map.of("gone", NOW.minusSeconds(39)))))
        .isEmpty();
    assertThat(
            plan(
                List.of(pod),
                new PodGcPlanner.NodeNames(none, Set.of(), Map.of("gone", NOW.minusSeconds(40)))))
        .containsExactly(new RemoveOrphan(pod, "gone"));
  }

  @Test
  void aTerminatingPodOfASilentNodeStays() {
    Pod pod = terminating(Samples.running("a", "n1", "10.1.0.2", false));

    assertThat(plan(List.of(pod), new PodGcPlanner.NodeNames(Set.of("n1"), Set.of(), Map.of())))
        .isEmpty();
    assertThat(plan(List.of(pod), new PodGcPlanner.NodeNames(Set.of("n1"), Set.of("n1"), Map.of())))
        .as("out of service")
        .containsExactly(new Remove(pod));
  }

  @Test
  void terminatingPodsThatWereNeverOnANode() {
    Pod pod = terminating(Samples.pod("a").build());

    assertThat(plan(List.of(pod), new PodGcPlanner.NodeNames(Set.of(), Set.of(), Map.of())))
        .containsExactly(new Remove(pod));
  }

  @Test
  void theOldestEndedPodsBeyondTheThreshold() {
    List<Pod> pods =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    Samples.pod("p" + i)
                        .editMetadata()
                        .withCreationTimestamp("2026-01-01T00:00:0" + (9 - i) + "Z")
                        .endMetadata()
                        .editSpec()
                        .withNodeName("n1")
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Succeeded")
                        .endStatus()
                        .build())
            .toList();

    assertThat(plan(pods, new PodGcPlanner.NodeNames(Set.of("n1"), Set.of(), Map.of())))
        .containsExactly(new Remove(pods.get(4)), new Remove(pods.get(3)));
  }
}
