package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Await;
import dev.ordinal.e2e.support.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The other manifests of the course, unchanged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LessonsTest {

  private TestCluster cluster;

  @BeforeAll
  void start() {
    cluster = TestCluster.started();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void theSetThatReliesOnTheDefaultClass() {
    cluster.kubectl("apply", "-f", cluster.example("web.yaml")).ok();
    cluster.awaitReady("web", 3);
    assertThat(
            cluster
                .kubectl(
                    "get",
                    "pvc",
                    "-l",
                    "app=nginx",
                    "-o",
                    "jsonpath={.items[*].spec.storageClassName}")
                .ok()
                .text())
        .isEqualTo("standard standard standard");
    assertThat(cluster.kubectl("exec", "web-0", "--", "sh", "-c", "hostname -f").ok().text())
        .isEqualTo("web-0.nginx.default.svc.cluster.local");
    cluster.kubectl("delete", "-f", cluster.example("web.yaml")).ok();
  }

  @Test
  void theSetOverVolumesMadeBeforehand() {
    cluster.kubectl("apply", "-f", cluster.example("web2.yaml")).ok();
    cluster.awaitReady("web2", 2);
    List<String> volumes =
        cluster
            .kubectl(
                "get",
                "pvc",
                "-l",
                "app=nginx2",
                "-o",
                "jsonpath={range .items[*]}{.spec.volumeName}{\"\\n\"}{end}")
            .ok()
            .lines();
    assertThat(volumes).containsExactlyInAnyOrder("nginx2-pv-volume", "nginx22-pv-volume");
    cluster.kubectl("delete", "-f", cluster.example("web2.yaml"), "--wait=false").ok();
    cluster.kubectl("delete", "pvc", "-l", "app=nginx2").ok();
    Await.until(
        "the volumes are gone",
        () -> cluster.kubectl("get", "pv", "-o", "name").ok().text(),
        text -> !text.contains("nginx2"));
  }

  @Test
  void aPodRunByHandAnswersAndGoes() {
    assertThat(
            cluster
                .kubectl(
                    "run",
                    "asker",
                    "--image=busybox",
                    "--restart=Never",
                    "--rm",
                    "-i",
                    "--quiet",
                    "--",
                    "nslookup",
                    "kubernetes.default")
                .ok()
                .out())
        .contains("10.96.0.1");
    assertThat(cluster.field("pod", "asker", ".metadata.name")).isEmpty();
  }
}
