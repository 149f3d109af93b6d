package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .withNamespace("ns")
          .withName("web-0")
          .withUid("u")
          .endMetadata()
          .build();

  @Test
  void aRepeatRaisesTheCountOfTheFirst() throws IOException {
    try (FakeServer server = new FakeServer();
        KubeClient client = new KubeClient(server.config(), "test")) {
      try (EventRecorder recorder = new EventRecorder(client, "some-controller", "host")) {
        recorder.warning(POD, "Failed", "it did not work");
        recorder.warning(POD, "Failed", "it did not work");
        recorder.normal(POD, "Worked", "it worked");
      }
      assertThat(server.requests).hasSize(3);
      assertThat(server.requests.get(0)).isEqualTo("POST /api/v1/namespaces/ns/events");
      assertThat(server.requests.get(1)).startsWith("PATCH /api/v1/namespaces/ns/events/web-0.");
      assertThat(server.requests.get(2)).isEqualTo("POST /api/v1/namespaces/ns/events");
      JsonNode event = server.bodies.get(0);
      assertThat(event.at("/involvedObject/name").asText()).isEqualTo("web-0");
      assertThat(event.at("/involvedObject/kind").asText()).isEqualTo("Pod");
      assertThat(event.at("/source/component").asText()).isEqualTo("some-controller");
      assertThat(event.at("/source/host").asText()).isEqualTo("host");
      assertThat(event.at("/count").asInt()).isEqualTo(1);
      assertThat(event.at("/firstTimestamp").asText())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
      assertThat(server.bodies.get(1).path("count").asInt()).isEqualTo(2);
    }
  }

  @Test
  void anUnreachableServerHoldsNobodyUp() throws IOException {
    FakeServer server = new FakeServer();
    server.close();
    try (KubeClient client = new KubeClient(server.config(), "test");
        EventRecorder recorder = new EventRecorder(client, "c", "")) {
      for (int i = 0; i < 5000; i++) {
        recorder.normal(POD, "R", "message " + i);
      }
    }
  }
}
