package dev.ordinal.apiserver.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import dev.ordinal.apiserver.testing.TestingClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events are stored once and seen in two forms; evictions ask budgets; requests are counted. */
class EventsTest {

  private static final String CORE = "/api/v1/namespaces/default/events";
  private static final String NEW = "/apis/events.k8s.io/v1/namespaces/default/events";

  private final TestingApiServer server = TestingApiServer.start();
  private final TestingClient client = new TestingClient(server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void anEventIsSeenInBothForms() {
    Answer created =
        client.post(
            NEW,
            "{\"metadata\":{\"name\":\"e\"},\"eventTime\":\"2026-01-01T00:00:00.000000Z\","
                + "\"reportingController\":\"c\",\"reportingInstance\":\"i\",\"action\":\"Do\","
                + "\"reason\":\"Because\",\"type\":\"Normal\",\"note\":\"hello\",\"regarding\":"
                + "{\"kind\":\"Pod\",\"name\":\"p\",\"namespace\":\"default\"}}");
    assertThat(created.code()).as(created.body()).isEqualTo(201);
    assertThat(created.json().path("note").asText()).isEqualTo("hello");
    ObjectNode core = client.get(CORE + "/e").json();
    assertThat(core.path("apiVersion").asText()).isEqualTo("v1");
    assertThat(core.path("message").asText()).isEqualTo("hello");
    assertThat(core.path("involvedObject").path("name").asText()).isEqualTo("p");
    ObjectNode found = client.get(NEW + "?fieldSelector=regarding.name%3Dp").json();
    assertThat(found.path("items")).hasSize(1);
    assertThat(found.path("items").get(0).path("note").asText()).isEqualTo("hello");
    ObjectNode byCore = client.get(CORE + "?fieldSelector=involvedObject.name%3Dp").json();
    assertThat(byCore.path("items")).hasSize(1);
    assertThat(client.get(CORE + "?fieldSelector=involvedObject.name%3Dq").json().path("items"))
        .isEmpty();
    Answer patched = client.patch(NEW + "/e", "merge", "{\"note\":\"again\"}");
    assertThat(patched.json().path("note").asText()).as(patched.body()).isEqualTo("again");
    assertThat(client.get(CORE + "/e").json().path("message").asText()).isEqualTo("again");
  }

  @Test
  void anEvictionTakesFromTheBudgetUntilItIsUsedUp() {
    client.post(
        "/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
    String pods = "/api/v1/namespaces/default/pods";
    String budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    for (String name : new String[] {"a", "b"}) {
      client.post(
          pods,
          "{\"metadata\":{\"name\":\""
              + name
              + "\",\"labels\":{\"app\":\"x\"}},\"spec\":{\"nodeName\":\"n\",\"containers\":"
              + "[{\"name\":\"c\",\"image\":\"i\"}]}}");
      client.patch(pods + "/" + name + "/status", "merge", "{\"status\":{\"phase\":\"Running\"}}");
    }
    client.post(
        budgets,
        "{\"metadata\":{\"name\":\"x\"},\"spec\":{\"minAvailable\":1,\"selector\":"
            + "{\"matchLabels\":{\"app\":\"x\"}}}}");
    client.patch(
        budgets + "/x/status",
        "merge",
        "{\"status\":{\"observedGeneration\":1,\"disruptionsAllowed\":1,\"currentHealthy\":2,"
            + "\"desiredHealthy\":1,\"expectedPods\":2}}");
    assertThat(evict(pods, "a").code()).isEqualTo(201);
    Answer refused = evict(pods, "b");
    assertThat(refused.code()).isEqualTo(429);
    assertThat(refused.json().path("message").asText())
        .isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(client.get(pods + "/b").json().path("metadata").has("deletionTimestamp")).isFalse();
  }

  private Answer evict(String pods, String name) {
    return client.post(
        pods + "/" + name + "/eviction", "{\"metadata\":{\"name\":\"" + name + "\"}}");
  }

  @Test
  void requestsAreCounted() {
    client.get("/api/v1/namespaces");
    client.get("/api/v1/madeup");
    assertThat(client.get("/metrics").body())
        .contains(
            "apiserver_request_total{verb=\"LIST\",group=\"\",version=\"v1\",resource=\"namespaces\"")
        .contains("apiserver_request_duration_seconds_bucket{")
        .doesNotContain("madeup");
  }
}
