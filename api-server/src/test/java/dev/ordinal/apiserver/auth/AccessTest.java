package dev.ordinal.apiserver.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import dev.ordinal.apiserver.testing.TestingClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what. */
class AccessTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String SECRETS = "/api/v1/namespaces/default/secrets";
  private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static TestingApiServer server;

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static TestingClient admin;

  @BeforeAll
  static void start() {
    server = TestingApiServer.start();
    admin = new TestingClient(server);
    admin.post(ACCOUNTS, "{\"metadata\":{\"name\":\"default\"}}");
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  @Test
  void someoneWithoutRightsIsToldWhatIsMissing() {
    try (TestingClient joe = new TestingClient(server, "CN=joe")) {
      Answer list = joe.get(PODS);
      assertThat(list.code()).isEqualTo(403);
      assertThat(list.json().path("message").asText())
          .isEqualTo(
              "pods is forbidden: User \"joe\" cannot list resource \"pods\" in API group \"\" in"
                  + " the namespace \"default\"");
      Answer one = joe.get("/apis/apps/v1/namespaces/a/statefulsets/s");
      assertThat(one.json().path("message").asText())
          .isEqualTo(
              "statefulsets.apps \"s\" is forbidden: User \"joe\" cannot get resource"
                  + " \"statefulsets\" in API group \"apps\" in the namespace \"a\"");
      assertThat(joe.get("/api/v1/nodes").json().path("message").asText())
          .endsWith("at the cluster scope");
      assertThat(joe.get(PODS + "/p/exec?command=x").json().path("message").asText())
          .as("a stream is a create, whatever the method")
          .contains("cannot create resource \"pods/exec\"");
      assertThat(joe.get("/metrics").json().path("message").asText())
          .isEqualTo("forbidden: User \"joe\" cannot get path \"/metrics\"");
      assertThat(joe.get("/apis").code()).isEqualTo(200);
      assertThat(joe.get("/version").code()).isEqualTo(200);
    }
  }

  @Test
  void whoActsAsSomebodyElseHasThatOnesRights() {
    Answer asJoe = admin.send(admin.request(PODS).header("Impersonate-User", "joe").build());
    assertThat(asJoe.code()).isEqualTo(403);
    assertThat(asJoe.json().path("message").asText()).contains("User \"joe\" cannot list");
    Answer asMaster =
        admin.send(
            admin
                .request(PODS)
                .header("Impersonate-User", "joe")
                .header("Impersonate-Group", "system:masters")
                .build());
    assertThat(asMaster.code()).isEqualTo(200);
    assertThat(
            admin
                .send(admin.request(PODS).header("Impersonate-Group", "system:masters").build())
                .code())
        .as("a group without a user")
        .isEqualTo(500);
    try (TestingClient joe = new TestingClient(server, "CN=joe")) {
      Answer climbing =
          joe.send(
              joe.request(PODS)
                  .header("Impersonate-User", "kubernetes-admin")
                  .header("Impersonate-Group", "system:masters")
                  .build());
      assertThat(climbing.code()).isEqualTo(403);
      assertThat(climbing.json().path("message").asText())
          .isEqualTo(
              "users \"kubernetes-admin\" is forbidden: User \"joe\" cannot impersonate resource"
                  + " \"users\" in API group \"\" at the cluster scope");
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsNobody() {
    try (TestingApiServer other = TestingApiServer.start();
        TestingClient stranger =
            TestingClient.withIdentity(
                server, other.pki().client("stranger", "O=system:masters,CN=kubernetes-admin"))) {
      assertThat(stranger.get(PODS).code()).isEqualTo(401);
    }
  }

  @Test
  void aNodeReadsOnlyWhatItsPodsUse() {
    admin.post(SECRETS, "{\"metadata\":{\"name\":\"used\"}}");
    admin.post(SECRETS, "{\"metadata\":{\"name\":\"other\"}}");
    Answer pod =
        admin.post(
            PODS,
            "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"n1\",\"volumes\":[{\"name\":"
                + "\"s\",\"secret\":{\"secretName\":\"used\"}}],\"containers\":[{\"name\":\"c\","
                + "\"image\":\"i\"}]}}");
    assertThat(pod.code()).as(pod.body()).isEqualTo(201);
    try (TestingClient node = new TestingClient(server, "O=system:nodes,CN=system:node:n1")) {
      assertThat(node.get(SECRETS + "/used").code()).isEqualTo(200);
      assertThat(node.get(SECRETS + "?fieldSelector=metadata.name%3Dused").code()).isEqualTo(200);
      assertThat(node.get(SECRETS + "/other").code()).isEqualTo(403);
      assertThat(node.get(SECRETS).code()).isEqualTo(403);
      assertThat(node.get("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1").code()).isEqualTo(200);
      assertThat(node.delete("/api/v1/nodes/n2").code()).isEqualTo(403);
    }
    try (TestingClient other = new TestingClient(server, "O=system:nodes,CN=system:node:n2")) {
      assertThat(other.get(SECRETS + "/used").code()).isEqualTo(403);
      assertThat(other.delete(PODS + "/p").code()).isEqualTo(403);
    }
  }

  @Test
  void aTokenIsItsAccountUntilTheAccountGoes() {
    admin.post(ACCOUNTS, "{\"metadata\":{\"name\":\"robot\"}}");
    Answer issued = admin.post(ACCOUNTS + "/robot/token", "{\"spec\":{}}");
    assertThat(issued.code()).as(issued.body()).isEqualTo(201);
    String token = issued.json().path("status").path("token").asText();
    try (TestingClient bare = TestingClient.anonymous(server)) {
      Answer known = asked(bare, token, "/api/v1/namespaces/default/pods");
      assertThat(known.json().path("message").asText())
          .contains("User \"system:serviceaccount:default:robot\" cannot list");
      assertThat(asked(bare, token + "x", "/version").code()).isEqualTo(401);
      String unsigned = "eyJhbGciOiJub25lIn0." + token.split("\\.", -1)[1] + ".";
      assertThat(asked(bare, unsigned, "/version").code()).isEqualTo(401);
      admin.delete(ACCOUNTS + "/robot");
      assertThat(asked(bare, token, "/version").code()).isEqualTo(401);
      assertThat(bare.get(PODS).json().path("message").asText())
          .contains("User \"system:anonymous\" cannot list");
      assertThat(bare.get("/livez").body()).isEqualTo("ok");
      assertThat(bare.get("/apis").code()).isEqualTo(403);
    }
  }

  private static Answer asked(TestingClient client, String token, String path) {
    return client.send(client.request(path).header("Authorization", "Bearer " + token).build());
  }

  @Test
  void whoAmIAndCanI() {
    try (TestingClient joe = new TestingClient(server, "O=crew,CN=joe")) {
      Answer me = joe.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
      assertThat(me.json().path("status").path("userInfo").path("username").asText())
          .isEqualTo("joe");
      Answer can =
          joe.post(
              "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
              "{\"spec\":{\"resourceAttributes\":{\"verb\":\"get\",\"resource\":\"pods\"}}}");
      assertThat(can.json().path("status").path("allowed").asBoolean(true)).isFalse();
    }
  }
}
