package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KubeClientTest {
  private FakeServer server;
  private KubeClient client;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    client = new KubeClient(server.config(), "test");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void namesPathsAsTheServerDoes() {
    client.delete(Kinds.STATEFUL_SETS, "ns", "web", DeleteOptions.ofUid("u").withGracePeriod(0));
    client.patch(Kinds.NODES, null, "n1", "status", PatchType.MERGE, Json.object());
    client.post(Kinds.PODS, "ns", "web-0", "binding", Json.object().put("x", 1));
    assertThat(server.requests)
        .containsExactly(
            "DELETE /apis/apps/v1/namespaces/ns/statefulsets/web",
            "PATCH /api/v1/nodes/n1/status",
            "POST /api/v1/namespaces/ns/pods/web-0/binding");
    assertThat(server.bodies.getFirst().toString())
        .isEqualTo(
            "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"gracePeriodSeconds\":0,"
                + "\"preconditions\":{\"uid\":\"u\"}}");
  }

  @Test
  void aStatusBecomesAFailureAndNotFoundAnEmptyAnswer() {
    assertThatThrownBy(() -> client.get(Kinds.PODS, "ns", "p"))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            e -> assertThat(e.isNotFound() && e.reason().equals("NotFound")).isTrue());
    assertThat(client.find(Kinds.PODS, "ns", "p")).isEmpty();
  }

  @Test
  void aModelClassKeepsFieldsItDoesNotKnow() {
    JsonNode sent =
        Json.parse(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","novel":"x"},
             "spec":{"containers":[{"name":"c","resources":{"claims":[]},"newField":{"a":[1,2]}}],
              "futureField":{"b":{}}},"status":{"phase":"Running","later":7}}
            """);
    Pod pod = Json.as(sent, Pod.class);
    ObjectNode back = Json.tree(pod);
    assertThat(back.at("/metadata/novel").asText()).isEqualTo("x");
    assertThat(back.at("/spec/containers/0/newField").toString()).isEqualTo("{\"a\":[1,2]}");
    assertThat(back.at("/spec/futureField").toString()).isEqualTo("{\"b\":{}}");
    assertThat(back.at("/status/later").asInt()).isEqualTo(7);
  }

  @Test
  void aListThatIsNullIsEmpty() {
    JsonNode slice = Json.parse("{\"addressType\":\"IPv4\",\"ports\":null,\"endpoints\":null}");
    assertThat(Json.as(slice, EndpointSlice.class).getPorts()).isEmpty();
  }
}
