package dev.ordinal.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one pass does, in words: {@code +1} create, {@code -1s} delete by scale, u update, f
 * finished.
 */
class StatefulSetPlannerTest {
  @ParameterizedTest(name = "{0} replicas, {1}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "3; ; +0",
        "3; 0 pending; ''",
        "3; 0 running; ''",
        "3; 0 ready; +1",
        "3; 0 ready, 1 ready; +2",
        "3; 0 ready, 2 ready; +1",
        "3; 0 ready, 1 ready, 2 ready; ''",
        // Ended pods go first, their successors come in a later pass.
        "3; 0 failed; -0f",
        "3; 0 succeeded; -0f",
        "3; 0 failed deleting; ''",
        "3; 0 ready, 1 failed, 2 ready; -1f",
        // A pod that is on its way out keeps its name: nothing is created.
        "3; 0 ready, 1 ready deleting, 2 ready; ''",
        // Scale down: the highest, one by one, waiting for removal and for health below.
        "1; 0 ready, 1 ready, 2 ready; -2s",
        "1; 0 ready, 1 ready, 2 ready deleting; ''",
        "1; 0 ready, 1 pending, 2 pending; ''",
        "1; 0 ready, 1 ready, 2 pending; -2s",
        "1; 0 ready, 1 pending, 2 ready; -2s",
        "1; 0 pending, 1 ready, 2 ready; ''",
        "1; 1 ready, 2 ready; +0",
        "0; 0 ready, 1 ready; -1s",
        // Update: from the top, one by one, waiting for the new one.
        "3; 0 ready old, 1 ready old, 2 ready old; -2u",
        "3; 0 ready old, 1 ready old, 2 ready; -1u",
        "3; 0 ready old, 1 ready old, 2 pending; ''",
        "3; 0 ready old, 1 ready old, 2 ready deleting old; ''",
        "3; 0 ready old, 1 ready, 2 ready; -0u",
        "3; 0 ready old, 1 ready old, 2 running old; ''",
        // Scale down comes before update.
        "2; 0 ready old, 1 ready old, 2 ready old; -2s",
      })
  void orderedSets(int replicas, String pods, String wanted) {
    assertThat(plan(replicas, StatefulSetPlannerTest::asIs, pods)).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0} replicas, {1}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "3; ; +0 +1 +2",
        "3; 1 pending; +0 +2",
        "4; 0 failed, 1 pending, 3 ready deleting; -0f +2",
        "1; 0 pending, 1 ready, 2 pending, 3 ready deleting; -2s -1s",
        "0; 0 ready, 1 ready; -1s -0s",
        "3; 0 ready old, 1 ready old, 2 ready old; -2u",
        "3; 0 running old, 1 running old, 2 running old; -2u",
        "3; 0 ready old, 1 ready old, 2 running; ''",
        "2; 0 ready old, 1 ready old, 2 ready old; -2s | -1u",
        "3; 0 ready old, 1 ready old, 2 failed old; -2f",
      })
  void parallelSets(int replicas, String pods, String wanted) {
    Consumer<ObjectNode> parallel = spec -> spec.put("podManagementPolicy", "Parallel");
    assertThat(plan(replicas, parallel, pods)).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "partition {0}, {1}: {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "1; 0 ready old, 1 ready old, 2 ready old; -2u",
        "1; 0 ready old, 1 ready, 2 ready; ''",
        "3; 0 ready old, 1 ready old, 2 ready old; ''",
        "7; 0 ready old, 1 ready old, 2 ready old; ''",
        "2; 0 ready old, 2 ready; +1old",
        "1; 0 ready old, 2 ready; +1",
      })
  void partition(int partition, String pods, String wanted) {
    Consumer<ObjectNode> spec =
        s -> s.withObject("/updateStrategy/rollingUpdate").put("partition", partition);
    assertThat(plan(3, spec, pods)).isEqualTo(wanted);
  }

  @Test
  void withoutRollingUpdateBlockAPodNotYetReachedComesBackAsItWas() {
    StatefulSetView set = Sets.set(3, s -> s.withObject("/updateStrategy").remove("rollingUpdate"));
    set.tree().withObject("/status").put("currentReplicas", 2);
    assertThat(Sets.plan(set, Map.of(), "0 ready old", "2 ready")).isEqualTo("+1old");
    set.tree().withObject("/status").put("currentReplicas", 1);
    assertThat(Sets.plan(set, Map.of(), "0 ready old", "2 ready")).isEqualTo("+1");
  }

  @Test
  void onDeleteLeavesOldPodsAlone() {
    Consumer<ObjectNode> spec = s -> s.putObject("updateStrategy").put("type", "OnDelete");
    assertThat(plan(3, spec, "0 ready old, 1 ready old, 2 ready old")).isEmpty();
    assertThat(plan(3, spec, "0 ready old, 1 ready old")).isEqualTo("+2");
    assertThat(plan(1, spec, "0 ready old, 1 ready old")).isEqualTo("-1s");
  }

  @Test
  void ordinalsBeginWhereTheSetSays() {
    Consumer<ObjectNode> spec = s -> s.putObject("ordinals").put("start", 5);
    assertThat(plan(2, spec, "")).isEqualTo("+5");
    assertThat(plan(2, spec, "5 ready")).isEqualTo("+6");
    assertThat(plan(2, spec, "0 ready, 5 ready, 6 ready, 7 ready")).isEqualTo("-7s");
    assertThat(plan(2, spec, "0 ready, 5 ready, 6 ready")).isEqualTo("-0s");
  }

  @Test
  void aPodMustHaveBeenReadyForMinReadySeconds() {
    Consumer<ObjectNode> spec = s -> s.put("minReadySeconds", 10);
    assertThat(plan(2, spec, "0 ready since=9")).isEmpty();
    assertThat(plan(2, spec, "0 ready since=10")).isEqualTo("+1");
    assertThat(plan(2, spec, "0 ready old since=99, 1 ready since=9")).isEmpty();
    assertThat(plan(2, spec, "0 ready old since=99, 1 ready since=11")).isEqualTo("-0u");
  }

  @Test
  void claimsComeBeforeTheirPodAndAgainWhenTheyVanish() {
    StatefulSetView set = Sets.set(2, Sets::withClaims);
    assertThat(Sets.plan(set, Map.of())).isEqualTo("+0c");
    assertThat(Sets.plan(set, claims(Sets.claim("data-web-0")))).isEqualTo("+0");
    assertThat(Sets.plan(set, Map.of(), "0 pending claims")).isEqualTo("claims:web-0");
    assertThat(Sets.plan(set, Map.of(), "0 ready claims")).isEqualTo("+1c");
    PersistentVolumeClaim going = Sets.claim("data-web-0");
    going.getMetadata().setDeletionTimestamp(Sets.NOW.toString());
    assertThat(Sets.plan(set, claims(going))).isEqualTo("refuse:data-web-0");
  }

  @Test
  void aPodWithoutItsClaimOrLabelsIsRepaired() {
    StatefulSetView set = Sets.set(1, Sets::withClaims);
    assertThat(Sets.plan(set, claims(Sets.claim("data-web-0")), "0 ready"))
        .isEqualTo("repair:web-0");
  }

  @ParameterizedTest(name = "scaled {0}, deleted {1}, pod {2}, owners {3}: {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "Retain, Retain, in, '', ''",
        "Retain, Retain, in, set, own:data-web-0",
        "Retain, Delete, in, '', own:data-web-0/set-uid",
        "Retain, Delete, in, set, ''",
        "Retain, Delete, out, '', own:data-web-0/set-uid",
        "Delete, Retain, in, '', ''",
        "Delete, Retain, out, '', own:data-web-0/pod-0",
        "Delete, Retain, in, pod, own:data-web-0",
        "Delete, Delete, in, '', own:data-web-0/set-uid",
        "Delete, Delete, out, set, own:data-web-0/pod-0",
        "Delete, Delete, in, pod, own:data-web-0/set-uid",
        "Retain, Delete, in, stale-set, ''",
        "Retain, Delete, in, foreign, ''",
        "Retain, Delete, in, weak-set, own:data-web-0/set-uid",
        "Retain, Delete, in, friend, own:data-web-0/friend-uid/set-uid",
      })
  void retention(String scaled, String deleted, String where, String owner, String wanted) {
    StatefulSetView set =
        Sets.set(
            where.equals("in") ? 1 : 0,
            spec -> {
              Sets.withClaims(spec);
              spec.putObject("persistentVolumeClaimRetentionPolicy")
                  .put("whenScaled", scaled)
                  .put("whenDeleted", deleted);
            });
    PersistentVolumeClaim claim =
        switch (owner) {
          case "set" -> owned(Sets.owner("StatefulSet", "web", "set-uid", true));
          case "weak-set" -> owned(Sets.owner("StatefulSet", "web", "set-uid", false));
          case "stale-set" -> owned(Sets.owner("StatefulSet", "web", "earlier", true));
          case "pod" -> owned(Sets.owner("Pod", "web-0", "pod-0", true));
          case "foreign" -> owned(Sets.owner("Backup", "b", "b-uid", true));
          case "friend" -> owned(Sets.owner("Backup", "b", "friend-uid", false));
          default -> Sets.claim("data-web-0");
        };
    String plan = Sets.plan(set, claims(claim), "0 ready claims");
    String claimsOnly =
        String.join(
            " | ",
            Stream.of(plan.split(" \\| ")).filter(stage -> stage.startsWith("own")).toList());
    assertThat(claimsOnly).isEqualTo(wanted);
  }

  @Test
  void aPodWaitsForAClaimThatIsDoomedWithItsPredecessor() {
    StatefulSetView set =
        Sets.set(
            1,
            spec -> {
              Sets.withClaims(spec);
              spec.putObject("persistentVolumeClaimRetentionPolicy").put("whenScaled", "Delete");
            });
    PersistentVolumeClaim doomed = owned(Sets.owner("Pod", "web-0", "pod-earlier", true));
    assertThat(Sets.plan(set, claims(doomed))).isEmpty();
  }

  @Test
  void condemnedPodsGetTheirClaimsBeforeTheyGo() {
    StatefulSetView set =
        Sets.set(
            0,
            spec -> {
              Sets.withClaims(spec);
              spec.putObject("persistentVolumeClaimRetentionPolicy").put("whenScaled", "Delete");
            });
    assertThat(Sets.plan(set, claims(Sets.claim("data-web-0")), "0 ready claims"))
        .isEqualTo("own:data-web-0/pod-0 | -0s");
  }

  @Test
  void aSetThatIsBeingDeletedDoesNothing() {
    StatefulSetView set = Sets.set(3, StatefulSetPlannerTest::asIs);
    ObjectNode tree = set.tree().deepCopy();
    tree.withObject("/metadata").put("deletionTimestamp", Sets.NOW.toString());
    assertThat(Sets.plan(StatefulSetView.of(tree), Map.of(), "0 failed", "5 ready")).isEmpty();
  }

  private static void asIs(ObjectNode spec) {
    // The set's defaults are what the test wants.
  }

  private static PersistentVolumeClaim owned(io.fabric8.kubernetes.api.model.OwnerReference owner) {
    return Sets.claim("data-web-0", owner);
  }

  private static Map<String, PersistentVolumeClaim> claims(PersistentVolumeClaim claim) {
    return Map.of(claim.getMetadata().getName(), claim);
  }

  private static String plan(
      int replicas, Consumer<ObjectNode> spec, @org.jspecify.annotations.Nullable String pods) {
    String[] list = pods == null || pods.isEmpty() ? new String[0] : pods.split(", ");
    return Sets.plan(Sets.set(replicas, spec), Map.of(), list);
  }
}
