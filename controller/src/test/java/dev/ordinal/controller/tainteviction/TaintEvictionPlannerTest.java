package dev.ordinal.controller.tainteviction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaintEvictionPlannerTest {
  private static final Instant ADDED = Instant.parse("2026-01-01T00:00:00Z");
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  private static final Node TAINTED =
      new NodeBuilder(Samples.node("n1"))
          .editSpec()
          .addNewTaint("NoExecute", UNREACHABLE, ADDED.toString(), null)
          .endSpec()
          .build();

  private static Pod tolerating(@Nullable Long seconds) {
    return new PodBuilder(Samples.running("a", "n1", "10.1.0.2", true))
        .editSpec()
        .addNewToleration()
        .withKey(UNREACHABLE)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(seconds)
        .endToleration()
        .endSpec()
        .build();
  }

  private static TaintEvictionAction plan(Pod pod, Node node, long seconds) {
    return TaintEvictionPlanner.plan(pod, node, ADDED.plusSeconds(seconds));
  }

  @Test
  void withoutTaint() {
    assertThat(plan(tolerating(1L), Samples.node("n1"), 9))
        .isEqualTo(new TaintEvictionAction.Stay());
  }

  @Test
  void withoutToleration() {
    assertThat(plan(Samples.running("a", "n1", "10.1.0.2", true), TAINTED, 0))
        .isEqualTo(new TaintEvictionAction.Evict());
  }

  @Test
  void forSomeTime() {
    assertThat(plan(tolerating(300L), TAINTED, 100))
        .isEqualTo(new TaintEvictionAction.StayFor(Duration.ofSeconds(200)));
    assertThat(plan(tolerating(300L), TAINTED, 300)).isEqualTo(new TaintEvictionAction.Evict());
  }

  @Test
  void forEver() {
    assertThat(plan(tolerating(null), TAINTED, 1_000_000))
        .isEqualTo(new TaintEvictionAction.Stay());
  }

  @Test
  void alreadyGoing() {
    Pod going =
        new PodBuilder(Samples.running("a", "n1", "10.1.0.2", true))
            .editMetadata()
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();

    assertThat(plan(going, TAINTED, 0)).isEqualTo(new TaintEvictionAction.Stay());
  }
}
