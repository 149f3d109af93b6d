package dev.ordinal.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A world of one set without server, clock or threads: pods start, get ready, fail, are deleted by
 * hand; the set is scaled and gets new templates; all from one seed. Every action is checked
 * against the promises of the set when it is taken, and in the end everything comes to rest as
 * wanted.
 */
class StatefulSetSimulationTest {
  private static final int STEPS = 400;

  @ParameterizedTest(name = "ordered, seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void ordered(long seed) {
    new World(seed, false, 0, 0).run();
  }

  @ParameterizedTest(name = "parallel, seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void parallel(long seed) {
    new World(seed, true, 0, 0).run();
  }

  @ParameterizedTest(name = "seed {0}, parallel {1}, partition {2}, start {3}")
  @CsvSource({
    "31, false, 2, 0",
    "32, true, 2, 0",
    "33, false, 0, 3",
    "34, true, 1, 3",
    "35, false, 1, 1"
  })
  void partitionAndStart(long seed, boolean parallel, int partition, int start) {
    new World(seed, parallel, partition, start).run();
  }

  /** What the API server and the nodes hold. */
  private static final class World {
    private final Random random;
    private final boolean parallel;
    private final int partition;
    private final Map<Integer, SimulatedPod> pods = new TreeMap<>();
    private final ObjectNode tree;
    private int template = 1;
    private int uids;

    World(long seed, boolean parallel, int partition, int start) {
      this.random = new Random(seed);
      this.parallel = parallel;
      this.partition = partition;
      StatefulSetView set =
          Sets.set(
              3,
              spec -> {
                spec.put("podManagementPolicy", parallel ? "Parallel" : "OrderedReady");
                spec.withObject("/updateStrategy/rollingUpdate").put("partition", partition);
                spec.putObject("ordinals").put("start", start);
              });
      this.tree = set.tree();
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        disturb();
        pass();
      }
      for (int step = 0; step < 500 && !atRest(); step++) {
        pods.values().forEach(SimulatedPod::advance);
        pods.values().removeIf(SimulatedPod::gone);
        pass();
      }
      StatefulSetView set = StatefulSetView.of(tree);
      assertThat(pods).hasSize(set.replicas());
      assertThat(pods.keySet()).allMatch(set::inRange);
      assertThat(pods.values()).allMatch(SimulatedPod::ready);
      for (int ordinal : pods.keySet()) {
        if (ordinal >= set.start() + partition) {
          assertThat(pods.get(ordinal)).extracting("revision").isEqualTo("t" + template);
        }
      }
      assertThat(set.status().path("readyReplicas").asInt()).isEqualTo(set.replicas());
    }

    private void disturb() {
      ObjectNode spec = tree.withObject("/spec");
      switch (random.nextInt(20)) {
        case 0 -> spec.put("replicas", random.nextInt(7));
        case 1 -> template++;
        case 2, 3 -> any().ifPresent(pod -> pod.phase = "failed");
        case 4, 5 -> any().ifPresent(pod -> pod.terminating = true);
        case 6 -> any().ifPresent(pod -> pod.phase = "running");
        default -> {}
      }
      pods.values().stream().filter(pod -> random.nextInt(3) == 0).forEach(SimulatedPod::advance);
      pods.values().removeIf(SimulatedPod::gone);
    }

    private java.util.Optional<SimulatedPod> any() {
      List<SimulatedPod> all = List.copyOf(pods.values());
      return all.isEmpty()
          ? java.util.Optional.empty()
          : java.util.Optional.of(all.get(random.nextInt(all.size())));
    }

    private void pass() {
      StatefulSetView set = StatefulSetView.of(tree.deepCopy());
      String update = "t" + template;
      String current = set.currentRevision().isEmpty() ? update : set.currentRevision();
      StatefulSetObservation seen =
          StatefulSetObservation.of(
              set,
              current,
              update,
              pods.values().stream().map(pod -> Sets.pod(pod.words())).toList(),
              Map.of(),
              Sets.NOW);
      List<List<StatefulSetAction>> plan = StatefulSetPlanner.plan(seen);
      if (!parallel) {
        assertThat(plan).allMatch(stage -> stage.size() == 1);
      }
      for (List<StatefulSetAction> stage : plan) {
        // A request may fail at any point; the rest of the plan is then dropped.
        if (random.nextInt(10) == 0) {
          return;
        }
        stage.forEach(action -> act(set, seen, action));
      }
      tree.set("status", StatefulSetStatuses.status(seen, 0, 0));
    }

    private void act(StatefulSetView set, StatefulSetObservation seen, StatefulSetAction action) {
      switch (action) {
        case StatefulSetAction.CreatePod create -> create(set, seen, create);
        case StatefulSetAction.DeletePod delete -> {
          int ordinal = PodState.ordinal(delete.pod()).orElseThrow();
          checkDelete(set, ordinal, delete.reason());
          java.util.Objects.requireNonNull(pods.get(ordinal)).terminating = true;
        }
        default -> throw new AssertionError("not expected: " + action);
      }
    }

    private void create(
        StatefulSetView set, StatefulSetObservation seen, StatefulSetAction.CreatePod create) {
      int ordinal = create.ordinal();
      assertThat(pods).as("the name must be free").doesNotContainKey(ordinal);
      assertThat(set.inRange(ordinal)).isTrue();
      if (!parallel) {
        for (int lower = set.start(); lower < ordinal; lower++) {
          assertThat(pods.get(lower))
              .as("predecessor %d", lower)
              .matches(p -> p != null && p.ready());
        }
      }
      String revision =
          create.fromCurrentRevision() ? seen.currentRevision() : seen.updateRevision();
      pods.put(ordinal, new SimulatedPod(ordinal, uids++, revision));
    }

    private void checkDelete(StatefulSetView set, int ordinal, StatefulSetAction.Reason reason) {
      switch (reason) {
        case FINISHED -> assertThat(pods.get(ordinal)).extracting("phase").isEqualTo("failed");
        case SCALED_DOWN -> {
          assertThat(set.inRange(ordinal)).isFalse();
          if (!parallel) {
            assertThat(pods.keySet().stream().filter(o -> !set.inRange(o)).mapToInt(o -> o).max())
                .as("reverse order")
                .hasValue(ordinal);
            assertThat(unavailable(set, ordinal)).as("while all wanted pods are healthy").isZero();
          }
        }
        case UPDATED -> {
          assertThat(ordinal).isGreaterThanOrEqualTo(set.start() + partition);
          assertThat(pods.get(ordinal)).extracting("revision").isNotEqualTo("t" + template);
          for (int higher = ordinal + 1; set.inRange(higher); higher++) {
            assertThat(pods.get(higher)).as("budget").matches(p -> p != null && p.ready());
          }
          if (!parallel) {
            assertThat(unavailable(set, ordinal)).as("budget").isZero();
          }
        }
      }
    }

    /** How many wanted pods but this one are not of use. */
    private long unavailable(StatefulSetView set, int but) {
      long count = 0;
      for (int ordinal = set.start(); set.inRange(ordinal); ordinal++) {
        SimulatedPod pod = pods.get(ordinal);
        count += ordinal != but && (pod == null || !pod.ready()) ? 1 : 0;
      }
      return count;
    }

    private boolean atRest() {
      StatefulSetView set = StatefulSetView.of(tree);
      boolean settled =
          pods.size() == set.replicas() && pods.values().stream().allMatch(SimulatedPod::ready);
      return settled
          && set.status().path("readyReplicas").asInt() == set.replicas()
          && pods.values().stream()
              .allMatch(
                  p -> p.revision.equals("t" + template) || p.ordinal < set.start() + partition);
    }
  }

  private static final class SimulatedPod {
    private final int ordinal;
    private final int uid;
    private final String revision;
    private String phase = "new";
    private boolean terminating;
    private boolean removed;

    SimulatedPod(int ordinal, int uid, String revision) {
      this.ordinal = ordinal;
      this.uid = uid;
      this.revision = revision;
    }

    /** One step of the pod's own life. */
    void advance() {
      if (terminating) {
        removed = true;
      }
      phase =
          switch (phase) {
            case "new" -> "pending";
            case "pending" -> "running";
            case "running" -> "ready";
            default -> phase;
          };
    }

    boolean gone() {
      return removed;
    }

    boolean ready() {
      return phase.equals("ready") && !terminating;
    }

    String words() {
      return ordinal
          + " "
          + phase
          + " rev="
          + revision
          + (terminating ? " deleting" : "")
          + " uid="
          + uid;
    }
  }
}
