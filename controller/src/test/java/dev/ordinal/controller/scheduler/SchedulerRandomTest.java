package dev.ordinal.controller.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import dev.ordinal.controller.scheduler.state.Resources;
import dev.ordinal.controller.scheduler.state.VolumeState;
import dev.ordinal.controller.testing.Samples;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pods come and go in bursts while the pod cache lags behind by any number of steps: with the
 * assumptions counted in, no node ever holds more than it offers.
 */
class SchedulerRandomTest {
  private static final Map<String, Node> NODES =
      Map.of(
          "n1", Samples.node("n1", "2", "2Gi", 6),
          "n2", Samples.node("n2", "3", "1Gi", 10),
          "n3", Samples.node("n3", "1", "4Gi", 4));

  private final Assumptions assumptions = new Assumptions();
  private final Map<String, Pod> cache = new HashMap<>();
  private final Map<String, Pod> server = new HashMap<>();
  private final List<Pod> events = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverOvercommitted(long seed) {
    Random random = new Random(seed);
    int bound = 0;
    for (int step = 0; step < 400; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> bound += schedule(randomPod(random, step)) ? 1 : 0;
        case 2 -> deliver(random.nextInt(4));
        default -> delete(random);
      }
      check();
    }
    assertThat(bound).isGreaterThan(40);
  }

  private static Pod randomPod(Random random, int step) {
    return Samples.pod(
        "p" + step, (100 + random.nextInt(900)) + "m", (50 + random.nextInt(600)) + "Mi");
  }

  private boolean schedule(Pod pod) {
    PodFacts facts = PodFacts.of(pod);
    if (!(SchedulerPlanner.plan(facts, state(), null) instanceof SchedulerAction.Bind(var node))) {
      return false;
    }
    assumptions.binding(facts, node);
    Pod bound = new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build();
    server.put(facts.uid(), bound);
    events.add(bound);
    return true;
  }

  private ClusterState state() {
    return new ClusterState(
        NODES.values().stream().map(this::state).toList(), VolumeState.EMPTY, Map.of());
  }

  private NodeState state(Node node) {
    Map<String, PodFacts> here = new HashMap<>();
    cache.values().stream()
        .filter(pod -> pod.getSpec().getNodeName().equals(node.getMetadata().getName()))
        .map(PodFacts::of)
        .forEach(pod -> here.put(pod.uid(), pod));
    assumptions
        .others("")
        .filter(assumed -> assumed.node().equals(node.getMetadata().getName()))
        .forEach(assumed -> here.putIfAbsent(assumed.pod().uid(), assumed.pod()));
    return NodeState.of(node, new ArrayList<>(here.values()));
  }

  /** The cache sees the next events. */
  private void deliver(int count) {
    for (int i = 0; i < count && !events.isEmpty(); i++) {
      Pod pod = events.removeFirst();
      cache.put(pod.getMetadata().getUid(), pod);
      assumptions.podChanged(null, pod);
    }
  }

  /** A pod that the cache knows goes, and the cache sees it at once. */
  private void delete(Random random) {
    List<Pod> known = List.copyOf(cache.values());
    if (!known.isEmpty()) {
      Pod pod = known.get(random.nextInt(known.size()));
      server.remove(pod.getMetadata().getUid());
      cache.remove(pod.getMetadata().getUid());
      assumptions.podChanged(pod, null);
    }
  }

  private void check() {
    NODES.forEach(
        (name, node) -> {
          Resources offered = Resources.of(node.getStatus().getAllocatable());
          NodeState real =
              NodeState.of(
                  node,
                  server.values().stream()
                      .filter(pod -> pod.getSpec().getNodeName().equals(name))
                      .map(PodFacts::of)
                      .toList());
          assertThat(real.requested().amount("cpu")).isLessThanOrEqualTo(offered.amount("cpu"));
          assertThat(real.requested().amount("memory"))
              .isLessThanOrEqualTo(offered.amount("memory"));
          assertThat((long) real.pods().size()).isLessThanOrEqualTo(offered.amount("pods"));
        });
  }
}
