package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.cluster.process.ProcessIdentity;
import dev.ordinal.cluster.process.ProcessStarter;
import dev.ordinal.cluster.process.ProcessTable;
import dev.ordinal.e2e.support.Await;
import dev.ordinal.e2e.support.Result;
import dev.ordinal.e2e.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Nothing is lost, whatever ends: one process, all of them, or the cluster in good order; and
 * nothing stays behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RestartTest {

  private static final String FILE = "/usr/share/nginx/html/index.html";

  private TestCluster cluster;
  private String networkBefore = "";
  private String mountsBefore = "";
  private List<String> temporaryBefore = List.of();

  @BeforeAll
  void start() throws IOException {
    networkBefore = network();
    mountsBefore = Files.readString(Path.of("/proc/self/mounts"));
    cluster = TestCluster.prepared();
    temporaryBefore = temporaryFiles();
    cluster.ordinal("up").ok();
    cluster.kubectl("apply", "-f", cluster.example("tkb-sts.yaml")).ok();
    cluster.awaitReady("tkb-sts", 3);
    cluster.kubectl("exec", "tkb-sts-1", "--", "sh", "-c", "echo kept > " + FILE).ok();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void statusIsReadableByPrograms() {
    JsonNode status = cluster.status();
    assertThat(status.path("name").asText()).isEqualTo("default");
    assertThat(status.path("apiServer").asText()).startsWith("https://127.0.0.1:");
    assertThat(status.path("kubeconfig").asText()).isEqualTo(cluster.kubeconfig().toString());
    assertThat(status.path("dns").asText()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(status.path("components").findValuesAsText("name"))
        .containsExactly("api-server", "controller", "dns", "node-1", "node-2");
    assertThat(status.path("components").findValuesAsText("state")).containsOnly("running");
    assertThat(cluster.kubectl("config", "current-context").ok().text()).isEqualTo("ordinal");
  }

  @Test
  @Order(2)
  void aSecondUpFindsEverythingRunning() {
    Result up = cluster.ordinal("up").ok();
    assertThat(up.err()).contains("everything runs already");
  }

  @Test
  @Order(3)
  void podsDoNotNoticeThatTheirAgentIsKilled() {
    String before = uidsAndRestarts();
    kill("node-1");
    kill("node-2");
    Result up = cluster.ordinal("up").ok();
    assertThat(up.err())
        .contains("node-1 started")
        .contains("node-2 started")
        .doesNotContain("api-server started");
    cluster.awaitReady("tkb-sts", 3);
    assertThat(uidsAndRestarts()).isEqualTo(before);
    assertThat(cluster.kubectl("exec", "tkb-sts-1", "--", "cat", FILE).ok().text())
        .isEqualTo("kept");
  }

  @Test
  @Order(4)
  void theApiServerAndTheControllerMayBeKilledAtAnyTime() {
    for (String component : List.of("api-server", "controller", "dns")) {
      kill(component);
    }
    cluster.ordinal("up").ok();
    cluster.kubectl("delete", "pod", "tkb-sts-0").ok();
    cluster.awaitReady("tkb-sts", 3);
  }

  @Test
  @Order(5)
  void downAndUpGiveEverythingBack() {
    String uids = uids();
    cluster.ordinal("down").ok();
    cluster.ordinal("up").ok();
    awaitRestarted(uids);
    assertThat(cluster.kubectl("exec", "tkb-sts-1", "--", "cat", FILE).ok().text())
        .isEqualTo("kept");
    assertThat(cluster.kubectl("get", "pvc", "--no-headers").ok().lines())
        .hasSize(3)
        .allMatch(l -> l.contains("Bound"));
  }

  @Test
  @Order(6)
  void everyProcessKilledAtOnceLosesNothing() throws InterruptedException {
    String uids = uids();
    for (ProcessTable.Entry entry : processesOfTheCluster()) {
      Optional<ProcessIdentity> identity = ProcessIdentity.of(entry.pid());
      identity.ifPresent(ProcessStarter::kill);
    }
    Await.until("all are gone", this::processesOfTheCluster, List::isEmpty);
    cluster.ordinal("up").ok();
    awaitRestarted(uids);
    assertThat(cluster.kubectl("exec", "tkb-sts-1", "--", "cat", FILE).ok().text())
        .isEqualTo("kept");
  }

  @Test
  @Order(7)
  void afterDownNothingIsLeft() throws IOException {
    cluster.ordinal("down").ok();
    assertThat(processesOfTheCluster()).isEmpty();
    assertThat(network()).isEqualTo(networkBefore);
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mountsBefore);
    assertThat(temporaryFiles()).isEqualTo(temporaryBefore);
    assertThat(cluster.status().path("components").findValuesAsText("state"))
        .containsOnly("stopped");
    assertThat(cluster.ordinal("status").code()).isEqualTo(3);
  }

  @Test
  @Order(8)
  void resetLeavesAnEmptyCluster() {
    cluster.ordinal("reset", "--yes").ok();
    cluster.ordinal("up").ok();
    assertThat(cluster.kubectl("get", "sts,pods,pvc,pv", "-o", "name").ok().text()).isEmpty();
  }

  private void awaitRestarted(String uids) {
    cluster.awaitReady("tkb-sts", 3);
    assertThat(uids()).as("the same pods, with their containers started again").isEqualTo(uids);
  }

  private String uids() {
    return cluster
        .kubectl(
            "get",
            "pods",
            "-l",
            "app=web",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.metadata.uid};{end}")
        .ok()
        .text();
  }

  private String uidsAndRestarts() {
    return cluster
        .kubectl(
            "get",
            "pods",
            "-l",
            "app=web",
            "-o",
            "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[0].restartCount}"
                + " {.status.containerStatuses[0].containerID};{end}")
        .ok()
        .text();
  }

  private void kill(String component) {
    for (JsonNode node : cluster.status().path("components")) {
      if (node.path("name").asText().equals(component)) {
        Optional<ProcessIdentity> identity = ProcessIdentity.of(node.path("pid").asLong());
        identity.ifPresent(ProcessStarter::kill);
      }
    }
  }

  /**
   * The components, the namespaces' holder, the supervisors and containers with all that they have
   * started.
   */
  private List<ProcessTable.Entry> processesOfTheCluster() {
    String data = cluster.data().toString();
    return ProcessTable.treesOf(
        entry ->
            commandLine(entry.pid()).contains(data)
                || entry.link("cwd").startsWith(data)
                || isHolder(entry));
  }

  private boolean isHolder(ProcessTable.Entry entry) {
    return commandLine(entry.pid()).equals("sleep infinity") && entry.parent() == 1;
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ').strip();
    } catch (IOException e) {
      return "";
    }
  }

  private String network() throws IOException {
    return Files.readString(Path.of("/proc/self/net/dev"))
            .lines()
            .map(l -> l.split(":")[0])
            .toList()
        + Files.readString(Path.of("/proc/self/net/route"));
  }

  private static List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      // Other programs of this machine, and tests, write there too: only what a cluster's processes
      // could have made counts.
      return files
          .map(Path::toString)
          .filter(f -> f.matches("/tmp/(?!ordinal|hsperfdata).*(rocksdb|netty|pvc|sup\\.|\\.so).*"))
          .sorted()
          .toList();
    }
  }
}
