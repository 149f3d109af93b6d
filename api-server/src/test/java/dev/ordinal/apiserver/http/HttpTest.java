package dev.ordinal.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import dev.ordinal.apiserver.testing.TestingClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transport as a client sees it: versions, limits, compression, errors. */
class HttpTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static TestingApiServer server;

  @BeforeAll
  static void start() {
    server = TestingApiServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void bothVersionsCarryManyRequestsAndLargeLists(HttpClient.Version version) {
    if (version == HttpClient.Version.HTTP_1_1 || version == HttpClient.Version.HTTP_2) {
      try (TestingClient client = new TestingClient(server, version)) {
        String text = "x".repeat(10_000);
        for (int i = 0; i < 40; i++) {
          client.post(
              MAPS,
              "{\"metadata\":{\"generateName\":\"large-\"},\"data\":{\"k\":\"" + text + "\"}}");
        }
        Answer list = client.get(MAPS);
        assertThat(list.response().version()).isEqualTo(version);
        assertThat(list.body().length()).isGreaterThan(400_000);
        assertThat(list.json().path("items").size()).isGreaterThanOrEqualTo(40);
        assertThat(gunzipped(client)).isEqualTo(list.body());
      }
    }
  }

  private static String gunzipped(TestingClient client) {
    HttpRequest request = client.request(MAPS).header("Accept-Encoding", "gzip").build();
    try {
      HttpResponse<byte[]> response = client.sendForBytes(request);
      assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
      return new String(
          new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsNotServedIsAnsweredAsUpstreamDoes() {
    try (TestingClient client = new TestingClient(server)) {
      Answer noGroup = client.get("/apis/nothing.example/v1/things");
      assertThat(noGroup.code()).isEqualTo(404);
      assertThat(noGroup.body()).isEqualTo("404 page not found\n");
      Answer noResource = client.get("/api/v1/things");
      assertThat(noResource.body())
          .isEqualTo(
              "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                  + "\"message\":\"the server could not find the requested resource\","
                  + "\"reason\":\"NotFound\",\"details\":{},\"code\":404}");
      Answer wrongMethod = client.body("PUT", MAPS, "application/json", "{}");
      assertThat(wrongMethod.code()).isEqualTo(405);
      assertThat(wrongMethod.json().path("reason").asText()).isEqualTo("MethodNotAllowed");
      assertThat(client.get(MAPS, "image/png").code()).isEqualTo(406);
      assertThat(client.body("POST", MAPS, "text/plain", "x").code()).isEqualTo(415);
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    try (TestingClient client = new TestingClient(server)) {
      Answer refused = client.post(MAPS, "x".repeat(3 * 1024 * 1024 + 1));
      assertThat(refused.code()).isEqualTo(413);
      assertThat(client.get(MAPS).code()).isEqualTo(200);
    }
  }

  @Test
  void discoveryIsCachedByItsTag() {
    try (TestingClient client = new TestingClient(server)) {
      Answer first = client.get("/apis");
      Answer again =
          client.send(
              client.request("/apis").header("If-None-Match", first.header("ETag")).build());
      assertThat(again.code()).isEqualTo(304);
      String aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
      Answer all = client.get("/apis", aggregated + ",application/json");
      assertThat(all.json().path("kind").asText()).isEqualTo("APIGroupDiscoveryList");
      assertThat(all.header("Content-Type")).isEqualTo(aggregated);
    }
  }
}
