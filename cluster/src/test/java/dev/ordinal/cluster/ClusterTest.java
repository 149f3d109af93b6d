package dev.ordinal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A cluster inside this JVM brings a set of the book up, and leaves nothing when it is closed. */
final class ClusterTest {

  private static final String SET =
      """
      {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},"spec":{"serviceName":"web","replicas":3,
       "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
       "spec":{"containers":[{"name":"web","image":"nginx"}]}},
       "volumeClaimTemplates":[{"metadata":{"name":"data"},
       "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
      """;

  @Test
  void aStatefulSetBecomesReadyOnSimulatedNodes() throws Exception {
    Path kubeconfig;
    try (Cluster cluster = Cluster.builder().nodes(2).start();
        KubeClient client = new KubeClient(KubeConfig.load(cluster.kubeconfig()), "test")) {
      kubeconfig = cluster.kubeconfig();
      client.request(
          "POST",
          "/apis/apps/v1/namespaces/default/statefulsets",
          new ObjectMapper().readTree(SET));
      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      int ready = 0;
      while (ready < 3 && System.nanoTime() < deadline) {
        ready =
            client
                .request("GET", "/apis/apps/v1/namespaces/default/statefulsets/web", null)
                .at("/status/readyReplicas")
                .asInt();
      }
      assertThat(ready).isEqualTo(3);
    }
    assertThat(Files.exists(kubeconfig.resolveSibling(""))).isFalse();
  }
}
