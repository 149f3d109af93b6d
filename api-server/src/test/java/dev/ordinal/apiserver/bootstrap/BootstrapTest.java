package dev.ordinal.apiserver.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The server's own objects, as a client sees them. */
class BootstrapTest {

  private static final String SERVICE = "/api/v1/namespaces/default/services/kubernetes";
  private static final String ENDPOINTS = "/api/v1/namespaces/default/endpoints/kubernetes";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void theServiceOfTheServerComesBackAndNothingElseIsWritten() throws InterruptedException {
    try (TestingApiServer server = TestingApiServer.start();
        TestingClient client = new TestingClient(server)) {
      String version = version(client, ENDPOINTS);
      String address = client.get(SERVICE).json().path("spec").path("clusterIP").asText();
      assertThat(client.delete(SERVICE).code()).isEqualTo(200);

      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (client.get(SERVICE).code() == 404 && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
      assertThat(client.get(SERVICE).json().path("spec").path("clusterIP").asText())
          .isEqualTo(address);
      assertThat(version(client, ENDPOINTS)).isEqualTo(version);
    }
  }

  private static String version(TestingClient client, String path) {
    return client.get(path).json().path("metadata").path("resourceVersion").asText();
  }
}
