package dev.ordinal.apiserver.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import dev.ordinal.apiserver.testing.TestingClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Creating, updating, patching and deleting over HTTPS, with upstream's codes and texts. */
class WriteTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static TestingApiServer server;

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static TestingClient client;

  @BeforeAll
  static void start() {
    server = TestingApiServer.start();
    client = new TestingClient(server);
    client.post(ACCOUNTS, "{\"metadata\":{\"name\":\"default\"}}");
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static String map(String name, String more) {
    return "{\"metadata\":{\"name\":\"" + name + "\"" + more + "},\"data\":{\"k\":\"v\"}}";
  }

  private static String version(Answer answer) {
    return answer.json().path("metadata").path("resourceVersion").asText();
  }

  @Test
  void createFillsInMetadataAndReadsBackTheSameBytes() {
    Answer created = client.post(MAPS, map("one", ""));
    assertThat(created.code()).isEqualTo(201);
    ObjectNode object = created.json();
    assertThat(object.path("kind").asText()).isEqualTo("ConfigMap");
    assertThat(object.path("metadata").path("uid").asText()).hasSize(36);
    assertThat(object.path("metadata").path("creationTimestamp").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(client.get(MAPS + "/one").body()).isEqualTo(created.body());
  }

  @Test
  void createOfWhatIsThereIsRefused() {
    client.post(MAPS, map("two", ""));
    Answer again = client.post(MAPS, map("two", ""));
    assertThat(again.code()).isEqualTo(409);
    assertThat(again.body())
        .isEqualTo(
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                + "\"message\":\"configmaps \\\"two\\\" already exists\",\"reason\":\"AlreadyExists\","
                + "\"details\":{\"name\":\"two\",\"kind\":\"configmaps\"},\"code\":409}");
  }

  @Test
  void generatedNamesDiffer() {
    String body = "{\"metadata\":{\"generateName\":\"gen-\"}}";
    String one = client.post(MAPS, body).json().path("metadata").path("name").asText();
    String other = client.post(MAPS, body).json().path("metadata").path("name").asText();
    assertThat(one).matches("gen-[bcdfghjklmnpqrstvwxz2456789]{5}").isNotEqualTo(other);
  }

  @Test
  void dryRunStoresNothing() {
    assertThat(client.post(MAPS + "?dryRun=All", map("dry", "")).code()).isEqualTo(201);
    assertThat(client.get(MAPS + "/dry").code()).isEqualTo(404);
    client.post(MAPS, map("dry2", ""));
    client.patch(MAPS + "/dry2?dryRun=All", "merge", "{\"data\":{\"k\":\"other\"}}");
    assertThat(client.get(MAPS + "/dry2").json().path("data").path("k").asText()).isEqualTo("v");
    assertThat(client.delete(MAPS + "/dry2?dryRun=All").code()).isEqualTo(200);
    assertThat(client.get(MAPS + "/dry2").code()).isEqualTo(200);
  }

  @Test
  void anUpdateOnAnOldVersionIsRefused() {
    String first = version(client.post(MAPS, map("three", "")));
    client.patch(MAPS + "/three", "merge", "{\"data\":{\"k\":\"w\"}}");
    Answer stale =
        client.put(MAPS + "/three", map("three", ",\"resourceVersion\":\"" + first + "\""));
    assertThat(stale.code()).isEqualTo(409);
    assertThat(stale.json().path("message").asText())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"three\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    String first = version(client.post(MAPS, map("same", "")));
    assertThat(version(client.put(MAPS + "/same", map("same", "")))).isEqualTo(first);
    assertThat(version(client.patch(MAPS + "/same", "merge", "{}"))).isEqualTo(first);
    assertThat(version(client.patch(MAPS + "/same", "json", "[]"))).isEqualTo(first);
  }

  @Test
  void namesInBodyAndPathMustAgree() {
    client.post(MAPS, map("four", ""));
    Answer wrong = client.put(MAPS + "/four", map("five", ""));
    assertThat(wrong.code()).isEqualTo(400);
    assertThat(wrong.json().path("message").asText())
        .isEqualTo("the name of the object (five) does not match the name on the URL (four)");
    Answer elsewhere = client.post(MAPS, map("six", ",\"namespace\":\"kube-system\""));
    assertThat(elsewhere.code()).isEqualTo(400);
    assertThat(elsewhere.json().path("message").asText())
        .isEqualTo(
            "the namespace of the provided object does not match the namespace sent on the"
                + " request");
  }

  @Test
  void everyPatchTypeWorks() {
    client.post(MAPS, map("patched", ""));
    String path = MAPS + "/patched";
    client.patch(path, "merge", "{\"data\":{\"a\":\"1\"}}");
    client.patch(path, "json", "[{\"op\":\"add\",\"path\":\"/data/b\",\"value\":\"2\"}]");
    Answer last = client.patch(path, "strategic-merge", "{\"data\":{\"k\":null}}");
    assertThat(last.json().path("data").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    Answer unknown = client.body("PATCH", path, "application/json", "{}");
    assertThat(unknown.code()).isEqualTo(415);
    assertThat(unknown.json().path("reason").asText()).isEqualTo("UnsupportedMediaType");
  }

  @Test
  void deletionAnswersWithAStatusAndPreconditionsHold() {
    client.post(MAPS, map("gone", ""));
    Answer refused =
        client.body(
            "DELETE", MAPS + "/gone", "application/json", "{\"preconditions\":{\"uid\":\"no\"}}");
    assertThat(refused.code()).isEqualTo(409);
    Answer deleted = client.delete(MAPS + "/gone");
    assertThat(deleted.json().path("status").asText()).isEqualTo("Success");
    assertThat(deleted.json().path("details").path("kind").asText()).isEqualTo("configmaps");
    Answer missing = client.delete(MAPS + "/gone");
    assertThat(missing.code()).isEqualTo(404);
    assertThat(missing.json().path("message").asText()).isEqualTo("configmaps \"gone\" not found");
  }

  @Test
  void aFinalizerKeepsADeletedObject() {
    client.post(MAPS, map("held", ",\"finalizers\":[\"example.com/hold\"]"));
    client.delete(MAPS + "/held");
    ObjectNode held = client.get(MAPS + "/held").json();
    assertThat(held.path("metadata").has("deletionTimestamp")).isTrue();
    client.patch(MAPS + "/held", "merge", "{\"metadata\":{\"finalizers\":null}}");
    assertThat(client.get(MAPS + "/held").code()).isEqualTo(404);
  }

  @Test
  void propagationBecomesAFinalizer() {
    client.post(MAPS, map("orphaning", ""));
    client.delete(MAPS + "/orphaning?propagationPolicy=Orphan");
    assertThat(client.get(MAPS + "/orphaning").body()).contains("\"finalizers\":[\"orphan\"]");
    client.post(MAPS, map("foreground", ""));
    client.delete(MAPS + "/foreground?propagationPolicy=Foreground");
    assertThat(client.get(MAPS + "/foreground").body())
        .contains("\"finalizers\":[\"foregroundDeletion\"]");
  }

  private static String pod(String name) {
    return "{\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";
  }

  @Test
  void anUnscheduledPodGoesAtOnceABoundOneInItsTime() {
    client.post(PODS, pod("loose"));
    client.delete(PODS + "/loose");
    assertThat(client.get(PODS + "/loose").code()).isEqualTo(404);

    client.post(PODS, pod("bound"));
    Answer binding =
        client.post(PODS + "/bound/binding", "{\"target\":{\"kind\":\"Node\",\"name\":\"n1\"}}");
    assertThat(binding.code()).isEqualTo(201);
    Answer twice =
        client.post(PODS + "/bound/binding", "{\"target\":{\"kind\":\"Node\",\"name\":\"n2\"}}");
    assertThat(twice.code()).isEqualTo(409);
    ObjectNode marked = client.delete(PODS + "/bound").json();
    assertThat(marked.path("metadata").path("deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    ObjectNode sooner = client.delete(PODS + "/bound?gracePeriodSeconds=5").json();
    assertThat(sooner.path("metadata").path("deletionGracePeriodSeconds").asInt()).isEqualTo(5);
    client.delete(PODS + "/bound?gracePeriodSeconds=0");
    assertThat(client.get(PODS + "/bound").code()).isEqualTo(404);
  }

  @Test
  void statusIsWrittenByItsOwnSubresourceOnly() {
    client.post(PODS, pod("status"));
    client.patch(PODS + "/status", "merge", "{\"status\":{\"phase\":\"Running\"}}");
    assertThat(client.get(PODS + "/status").json().path("status").path("phase").asText())
        .isEqualTo("Pending");
    client.patch(PODS + "/status/status", "merge", "{\"status\":{\"phase\":\"Running\"}}");
    assertThat(client.get(PODS + "/status").json().path("status").path("phase").asText())
        .isEqualTo("Running");
  }

  @Test
  void unknownFieldsAreRefusedWarnedAboutOrIgnored() {
    String body = "{\"metadata\":{\"name\":\"%s\"},\"colour\":1}";
    Answer strict = client.post(MAPS + "?fieldValidation=Strict", body.formatted("f1"));
    assertThat(strict.code()).isEqualTo(400);
    assertThat(strict.json().path("message").asText())
        .contains("strict decoding error: unknown field \"colour\"");
    Answer warned = client.post(MAPS, body.formatted("f2"));
    assertThat(warned.header("Warning")).isEqualTo("299 - \"unknown field \\\"colour\\\"\"");
    Answer ignored = client.post(MAPS + "?fieldValidation=Ignore", body.formatted("f3"));
    assertThat(ignored.code()).isEqualTo(201);
    assertThat(ignored.header("Warning")).isEmpty();
  }

  @Test
  void aNamespaceWaitsForItsFinalizer() {
    client.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"brief\"}}");
    client.delete("/api/v1/namespaces/brief");
    ObjectNode terminating = client.get("/api/v1/namespaces/brief").json();
    assertThat(terminating.path("status").path("phase").asText()).isEqualTo("Terminating");
    Answer late =
        client.post("/api/v1/namespaces/brief/configmaps", "{\"metadata\":{\"name\":\"x\"}}");
    assertThat(late.code()).isEqualTo(403);
    Answer finalized =
        client.put(
            "/api/v1/namespaces/brief/finalize",
            "{\"metadata\":{\"name\":\"brief\"},\"spec\":{\"finalizers\":[]}}");
    assertThat(finalized.code()).isEqualTo(200);
    assertThat(client.get("/api/v1/namespaces/brief").code()).isEqualTo(404);
  }

  @Test
  void scaleIsASmallWindowOnReplicas() {
    String sets = "/apis/apps/v1/namespaces/default/statefulsets";
    Answer created =
        client.post(
            sets,
            "{\"metadata\":{\"name\":\"web\"},\"spec\":{\"replicas\":1,\"serviceName\":\"web\","
                + "\"selector\":{\"matchLabels\":{\"app\":\"web\"}},\"template\":{\"metadata\":"
                + "{\"labels\":{\"app\":\"web\"}},\"spec\":{\"containers\":[{\"name\":\"c\","
                + "\"image\":\"i\"}]}}}}");
    assertThat(created.code()).as(created.body()).isEqualTo(201);
    Answer scaled = client.patch(sets + "/web/scale", "merge", "{\"spec\":{\"replicas\":3}}");
    assertThat(scaled.json().path("spec").path("replicas").asInt()).isEqualTo(3);
    assertThat(scaled.json().path("status").path("selector").asText()).isEqualTo("app=web");
    ObjectNode set = client.get(sets + "/web").json();
    assertThat(set.path("spec").path("replicas").asInt()).isEqualTo(3);
    assertThat(set.path("metadata").path("generation").asInt()).isEqualTo(2);
  }

  @Test
  void deleteCollectionTakesTheSelected() {
    client.post(MAPS, map("c1", ",\"labels\":{\"set\":\"c\"}"));
    client.post(MAPS, map("c2", ",\"labels\":{\"set\":\"c\"}"));
    client.post(MAPS, map("c3", ",\"labels\":{\"set\":\"d\"}"));
    Answer deleted = client.delete(MAPS + "?labelSelector=set%3Dc");
    assertThat(deleted.json().path("items")).hasSize(2);
    assertThat(client.get(MAPS + "/c3").code()).isEqualTo(200);
    assertThat(client.get(MAPS + "/c1").code()).isEqualTo(404);
  }
}
