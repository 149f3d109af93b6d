package dev.ordinal.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatefulSetStatusesTest {

  @Test
  void countsWhatIsThere() {
    ObjectNode status =
        status(
            Sets.set(4, spec -> {}),
            "0 ready old",
            "1 running old",
            "2 ready deleting",
            "3 new",
            "9 pending old");
    assertThat(status.path("replicas").asInt()).isEqualTo(4);
    assertThat(status.path("readyReplicas").asInt()).isEqualTo(2);
    assertThat(status.path("availableReplicas").asInt()).isEqualTo(2);
    assertThat(status.path("currentReplicas").asInt()).isEqualTo(3);
    assertThat(status.has("updatedReplicas")).isFalse();
    assertThat(status.path("currentRevision").asText()).isEqualTo("old");
    assertThat(status.path("updateRevision").asText()).isEqualTo("new");
    assertThat(status.path("collisionCount").asInt(-1)).isZero();
    assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
  }

  @Test
  void aFinishedRolloutMakesTheUpdateRevisionCurrent() {
    ObjectNode status = status(Sets.set(2, spec -> {}), "0 ready", "1 ready");
    assertThat(status.path("currentRevision").asText()).isEqualTo("new");
    assertThat(status.path("currentReplicas").asInt()).isEqualTo(2);
    ObjectNode unfinished = status(Sets.set(2, spec -> {}), "0 ready", "1 running");
    assertThat(unfinished.path("currentRevision").asText()).isEqualTo("old");
    ObjectNode onDelete =
        status(
            Sets.set(1, spec -> spec.putObject("updateStrategy").put("type", "OnDelete")),
            "0 ready");
    assertThat(onDelete.path("currentRevision").asText()).isEqualTo("old");
  }

  @Test
  void onlyADifferenceIsWritten() {
    StatefulSetView set = Sets.set(2, spec -> {});
    ObjectNode status = status(set, "0 ready old", "1 ready old");
    assertThat(StatefulSetStatuses.differs(set.status(), status)).isTrue();
    assertThat(StatefulSetStatuses.differs(status, status.deepCopy())).isFalse();
    ObjectNode ahead = status.deepCopy().put("observedGeneration", 9);
    assertThat(StatefulSetStatuses.differs(ahead, status)).isFalse();
  }

  @Test
  void availabilityTakesMinReadySeconds() {
    StatefulSetView set = Sets.set(3, spec -> spec.put("minReadySeconds", 10));
    StatefulSetObservation seen =
        seen(set, "0 ready since=50", "1 ready since=7", "2 ready since=4");
    ObjectNode status = StatefulSetStatuses.status(seen, 0, 0);
    assertThat(status.path("readyReplicas").asInt()).isEqualTo(3);
    assertThat(status.path("availableReplicas").asInt()).isEqualTo(1);
    assertThat(StatefulSetStatuses.nextAvailability(seen)).contains(Duration.ofSeconds(3));
  }

  private static ObjectNode status(StatefulSetView set, String... pods) {
    return StatefulSetStatuses.status(seen(set, pods), 0, 0);
  }

  private static StatefulSetObservation seen(StatefulSetView set, String... pods) {
    return StatefulSetObservation.of(
        set,
        "old",
        "new",
        List.copyOf(Stream.of(pods).map(Sets::pod).toList()),
        Map.of(),
        Sets.NOW);
  }
}
