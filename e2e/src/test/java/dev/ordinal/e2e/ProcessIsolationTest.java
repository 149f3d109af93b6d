package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Await;
import dev.ordinal.e2e.support.Background;
import dev.ordinal.e2e.support.Requirements;
import dev.ordinal.e2e.support.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A cluster whose pods are plain processes, for machines without namespaces. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ProcessIsolationTest {

  /** Its server listens where any user may, on the pod's own address. */
  private static final String SET =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: files}
      spec: {clusterIP: None, selector: {app: files}, ports: [{name: web, port: 8080}]}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: files}
      spec:
        replicas: 3
        serviceName: files
        selector: {matchLabels: {app: files}}
        template:
          metadata: {labels: {app: files}}
          spec:
            terminationGracePeriodSeconds: 5
            containers:
            - name: server
              image: eclipse-temurin:25
              command: [sh, -c, "echo serving /data on $POD_IP; sleep 1000 & java -XX:TieredStopAtLevel=1 -m jdk.httpserver -b $POD_IP -p 8080 -d /data"]
              ports: [{containerPort: 8080, name: web}]
              readinessProbe: {tcpSocket: {port: web}, periodSeconds: 1}
              volumeMounts: [{name: data, mountPath: /data}]
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
      """;

  private TestCluster cluster;

  @BeforeAll
  void start() {
    cluster = TestCluster.prepared();
    cluster.ordinal("up", "--isolation", "process").ok();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void aSetComesUpOnAddressesOfTheLoopback() {
    cluster.kubectlWith(SET, "apply", "-f", "-").ok();
    cluster.awaitReady("files", 3);
    assertThat(List.of(address(0), address(1), address(2)))
        .doesNotHaveDuplicates()
        .allMatch(ip -> ip.matches("127\\.[12]\\..*"));
    assertThat(
            cluster
                .kubectl(
                    "get", "endpoints", "files", "-o", "jsonpath={.subsets[0].addresses[*].ip}")
                .ok()
                .text())
        .contains(address(0), address(1), address(2));
  }

  @Test
  @Order(2)
  void aWarningNamesWhatIsNotHonoured() {
    assertThat(
            cluster
                .kubectl("get", "events", "--field-selector", "reason=IsolationLimited")
                .ok()
                .out())
        .contains("Warning", "pod/files-0", "pod/files-1", "pod/files-2")
        .contains("/data", "hostname", "DNS", "limits");
  }

  @Test
  @Order(3)
  void itsVolumeIsReachedByItsPathAndServed() {
    cluster.kubectl("exec", "files-0", "--", "sh", "-c", "echo hello > /data/index.html").ok();
    assertThat(cluster.kubectl("exec", "files-0", "--", "cat", "/data/index.html").ok().text())
        .isEqualTo("hello");
    assertThat(served(0)).isEqualTo("hello");
    assertThat(
            cluster.kubectl("exec", "files-1", "--", "sh", "-c", "echo $HOSTNAME; exit 3").failed())
        .matches(result -> result.text().equals("files-1") && result.code() == 3);
    assertThat(cluster.kubectl("logs", "files-0").ok().out()).contains("serving ", address(0));
  }

  @Test
  @Order(4)
  void aTerminalIsGiven() {
    Requirements.program("script", "bsdutils");
    try (Background shell = cluster.kubectlOnTerminal("exec", "-it", "files-0", "--", "sh")) {
      shell.type("tty; echo sum $((20+22))\n");
      shell.awaitOutput("sum 42");
      assertThat(shell.output()).contains("/dev/pts/");
      shell.type("exit 4\n");
      assertThat(shell.awaitEnd()).isEqualTo(4);
    }
  }

  @Test
  @Order(5)
  void dnsAnswersOnTheHost() {
    Requirements.program("dig", "dnsutils");
    String dns = cluster.status().path("dns").asText();
    String answer =
        cluster
            .run(
                "dig",
                "@127.0.0.1",
                "-p",
                dns.substring(dns.lastIndexOf(':') + 1),
                "files-1.files.default.svc.cluster.local")
            .ok()
            .out();
    assertThat(answer).contains(address(1));
  }

  @Test
  @Order(6)
  void dataSurvivesThePodAndNothingElseOfItDoes() {
    String uid = cluster.field("pod", "files-0", ".metadata.uid");
    assertThat(processesOf(uid)).isNotEmpty();
    cluster.kubectl("delete", "pod", "files-0").ok();
    assertThat(processesOf(uid)).isEmpty();
    cluster.awaitReady("files", 3);
    assertThat(served(0)).isEqualTo("hello");
  }

  @Test
  @Order(7)
  void aServerOnAPortBelow1024ServesOrSaysWhyNot() {
    cluster.kubectl("apply", "-f", cluster.example("tkb-sts.yaml")).ok();
    if (mayListenOn80()) {
      cluster.awaitReady("tkb-sts", 3);
      cluster
          .kubectl("exec", "tkb-sts-0", "--", "sh", "-c", "echo hi > /usr/share/nginx/html/x.txt")
          .ok();
      String ip = cluster.field("pod", "tkb-sts-0", ".status.podIP");
      assertThat(cluster.run("curl", "-s", "http://" + ip + "/x.txt").ok().text()).isEqualTo("hi");
    } else {
      Await.until(
          "the reason is in the pod's status",
          () ->
              cluster.field(
                  "pod", "tkb-sts-0", ".status.containerStatuses[0].state.waiting.message"),
          message -> message.contains("port 80") && message.contains("ip_unprivileged_port_start"));
    }
    cluster.kubectl("delete", "-f", cluster.example("tkb-sts.yaml")).ok();
  }

  @Test
  @Order(8)
  void podsOutliveTheirAgent() {
    String started =
        cluster.field("pod", "files-1", ".status.containerStatuses[0].state.running.startedAt");
    List<Long> before = processesOf(cluster.field("pod", "files-1", ".metadata.uid"));
    agents().forEach(ProcessHandle::destroyForcibly);
    Await.until("the agents are gone", this::agents, List::isEmpty);
    cluster.ordinal("up").ok();
    assertThat(processesOf(cluster.field("pod", "files-1", ".metadata.uid")))
        .containsExactlyElementsOf(before);
    assertThat(cluster.kubectl("exec", "files-0", "--", "cat", "/data/index.html").ok().text())
        .isEqualTo("hello");
    assertThat(
            cluster.field("pod", "files-1", ".status.containerStatuses[0].state.running.startedAt"))
        .isEqualTo(started);
    cluster.kubectl("delete", "pod", "files-1").ok();
    cluster.awaitReady("files", 3);
  }

  @Test
  @Order(9)
  void downLeavesNothingAndUpBringsItBack() {
    cluster.ordinal("down", "--grace", "3").ok();
    assertThat(processes()).isEmpty();
    cluster.ordinal("up").ok();
    cluster.awaitReady("files", 3);
    assertThat(served(0)).isEqualTo("hello");
  }

  @Test
  @Order(10)
  void downLeavesNothingEvenWithoutAgents() {
    assertThat(processes()).isNotEmpty();
    agents().forEach(ProcessHandle::destroyForcibly);
    cluster.ordinal("down", "--grace", "1").ok();
    assertThat(processes()).isEmpty();
  }

  private String address(int ordinal) {
    return cluster.field("pod", "files-" + ordinal, ".status.podIP");
  }

  private String served(int ordinal) {
    String url = "http://" + address(ordinal) + ":8080/index.html";
    return cluster.run("curl", "-s", url).ok().text();
  }

  /** By trying: every address of the loopback is this machine's. */
  private static boolean mayListenOn80() {
    try (ServerSocket probe = new ServerSocket(80, 1, InetAddress.ofLiteral("127.80.80.80"))) {
      return probe.isBound();
    } catch (IOException refused) {
      return false;
    }
  }

  private List<ProcessHandle> agents() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains("NodeAgentMain"))
        .filter(process -> commandLine(process.pid()).contains(cluster.data().toString()))
        .toList();
  }

  /** All that belongs to containers: supervisors, main processes and what those have started. */
  private List<Long> processes() {
    return processesOf("");
  }

  private List<Long> processesOf(String podUid) {
    String mark = "ORDINAL_CONTAINER=" + cluster.data() + "/nodes/";
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(
            pid ->
                read("/proc/" + pid + "/environ")
                    .lines()
                    .anyMatch(line -> line.startsWith(mark) && line.contains("/" + podUid)))
        .toList();
  }

  private static String commandLine(long pid) {
    return read("/proc/" + pid + "/cmdline");
  }

  private static String read(String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\n');
    } catch (IOException goneOrForeign) {
      return "";
    }
  }
}
