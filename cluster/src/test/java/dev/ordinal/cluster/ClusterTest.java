package dev.ordinal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A cluster inside this JVM brings a set of the book up, and leaves nothing when it is closed. */
final class ClusterTest {

  private static final String SET =
      """
      {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},"spec":{"serviceName":"web","replicas":3,
       "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
       "spec":{"containers":[{"name":"web","image":"busybox","command":["sleep","1000"]}]}},
       "volumeClaimTemplates":[{"metadata":{"name":"data"},
       "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
      """;

  @Test
  void aStatefulSetBecomesReadyOnSimulatedNodes() throws Exception {
    assertBecomesReady(Cluster.builder().nodes(2).simulatedNodes());
  }

  @Test
  void aStatefulSetBecomesReadyWithRealPods() throws Exception {
    boolean possible = canMakeNamespaces();
    if ("true".equals(System.getenv("ORDINAL_REQUIRE_ALL"))) {
      assertThat(possible).as("user namespaces can be made here").isTrue();
    }
    assumeTrue(possible, "no user namespace can be made here");
    assertBecomesReady(Cluster.builder().nodes(2));
  }

  private static void assertBecomesReady(Cluster.Builder builder) throws Exception {
    Path kubeconfig;
    try (Cluster cluster = builder.start();
        KubeClient client = new KubeClient(KubeConfig.load(cluster.kubeconfig()), "test")) {
      kubeconfig = cluster.kubeconfig();
      client.request(
          "POST",
          "/apis/apps/v1/namespaces/default/statefulsets",
          new ObjectMapper().readTree(SET));
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      int ready = 0;
      while (ready < 3 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(20);
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

  private static boolean canMakeNamespaces() throws Exception {
    return new ProcessBuilder("unshare", "--user", "--map-root-user", "true").start().waitFor()
        == 0;
  }
}
