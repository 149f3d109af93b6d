package dev.ordinal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.e2e.support.Await;
import dev.ordinal.e2e.support.Background;
import dev.ordinal.e2e.support.Requirements;
import dev.ordinal.e2e.support.TestCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The book's chapter on StatefulSets, command by command, on one cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TutorialTest {

  private static final String DOMAIN = ".dullahan.default.svc.cluster.local.";

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
  @Order(1)
  void theSetComesUpInOrderUnderAWatch() {
    try (Background watch = cluster.kubectlInBackground("get", "sts", "--watch")) {
      cluster.kubectl("apply", "-f", cluster.example("tkb-sts.yaml")).ok();
      cluster.awaitReady("tkb-sts", 3);
      String printed = watch.awaitOutput("3/3");
      assertThat(readiness(printed)).containsSubsequence("0/3", "1/3", "2/3", "3/3");
    }
    List<String> pods = cluster.kubectl("get", "pods", "-o", "wide", "--no-headers").ok().lines();
    assertThat(pods).hasSize(3).allMatch(line -> line.contains("Running"));
    assertThat(pods.stream().map(line -> line.split("\\s+")[5]))
        .doesNotHaveDuplicates()
        .allMatch(ip -> ip.startsWith("10.244."));
    assertThat(pods.stream().map(line -> line.split("\\s+")[6]).distinct())
        .containsExactlyInAnyOrder("node-1", "node-2");
    String events =
        cluster
            .kubectl("get", "events", "--field-selector", "involvedObject.kind=StatefulSet")
            .ok()
            .out();
    assertThat(events)
        .contains("create Pod tkb-sts-0 in StatefulSet tkb-sts successful")
        .contains("create Claim webroot-tkb-sts-0 Pod tkb-sts-0 in StatefulSet tkb-sts success");
  }

  @Test
  @Order(2)
  void everyKindPrintsItsColumns() {
    assertThat(header("pvc"))
        .isEqualTo(
            "NAME STATUS VOLUME CAPACITY ACCESS MODES STORAGECLASS VOLUMEATTRIBUTESCLASS AGE");
    assertThat(header("pv"))
        .isEqualTo(
            "NAME CAPACITY ACCESS MODES RECLAIM POLICY STATUS CLAIM STORAGECLASS VOLUMEATTRIBUTESCLASS REASON AGE");
    assertThat(header("sc"))
        .isEqualTo("NAME PROVISIONER RECLAIMPOLICY VOLUMEBINDINGMODE ALLOWVOLUMEEXPANSION AGE");
    assertThat(header("svc")).isEqualTo("NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE");
    assertThat(header("endpoints")).isEqualTo("NAME ENDPOINTS AGE");
    assertThat(header("endpointslices")).isEqualTo("NAME ADDRESSTYPE PORTS ENDPOINTS AGE");
    assertThat(header("events")).isEqualTo("LAST SEEN TYPE REASON OBJECT MESSAGE");
    assertThat(header("nodes")).isEqualTo("NAME STATUS ROLES AGE VERSION");
    assertThat(header("sts")).isEqualTo("NAME READY AGE");
    assertThat(header("pods")).isEqualTo("NAME READY STATUS RESTARTS AGE");

    for (int ordinal = 0; ordinal < 3; ordinal++) {
      String claim = "webroot-tkb-sts-" + ordinal;
      assertThat(cluster.field("pvc", claim, ".status.phase")).isEqualTo("Bound");
      assertThat(cluster.field("pvc", claim, ".spec.volumeName"))
          .isEqualTo("pvc-" + cluster.field("pvc", claim, ".metadata.uid"));
    }
    assertThat(cluster.field("svc", "dullahan", ".spec.clusterIP")).isEqualTo("None");
  }

  @Test
  @Order(3)
  void aPodHasItsNameAndServesWhatIsWrittenIntoItsVolume() {
    assertThat(cluster.kubectl("exec", "tkb-sts-0", "--", "hostname").ok().text())
        .isEqualTo("tkb-sts-0");
    cluster
        .kubectl(
            "exec", "tkb-sts-0", "--", "sh", "-c", "echo hello > /usr/share/nginx/html/index.html")
        .ok();
    assertThat(
            cluster
                .kubectl("exec", "tkb-sts-1", "--", "curl", "-s", "http://tkb-sts-0.dullahan")
                .ok()
                .text())
        .isEqualTo("hello");
  }

  @Test
  @Order(4)
  void theJumpPodGivesAShellWithATerminal() {
    Requirements.program("script", "bsdutils");
    cluster.kubectl("apply", "-f", cluster.example("jump-pod.yaml")).ok();
    cluster.kubectl("wait", "--for=condition=Ready", "pod/jump-pod", "--timeout=60s").ok();
    try (Background shell = cluster.kubectlOnTerminal("exec", "-it", "jump-pod", "--", "bash")) {
      shell.awaitOutput("#");
      shell.type("tty; echo sum $((20+22)); curl -s http://tkb-sts-0.dullahan\n");
      shell.awaitOutput("hello");
      assertThat(shell.output()).contains("/dev/pts/").contains("sum 42");
      shell.type("exit 3\n");
      assertThat(shell.awaitEnd()).isEqualTo(3);
    }
  }

  @Test
  @Order(5)
  void dnsTellsThePeersInsideAndOutside() {
    Requirements.program("dig", "dnsutils");
    String inside =
        cluster
            .kubectl("exec", "jump-pod", "--", "dig", "SRV", "dullahan.default.svc.cluster.local")
            .ok()
            .out();
    String outside = digOnHost("SRV", "dullahan.default.svc.cluster.local");
    for (String answer : List.of(inside, outside)) {
      assertThat(answer)
          .contains("status: NOERROR")
          .contains("ANSWER: 3")
          .contains("ADDITIONAL: 4");
      for (int ordinal = 0; ordinal < 3; ordinal++) {
        assertThat(answer).contains("tkb-sts-" + ordinal + DOMAIN);
        assertThat(answer).contains(podAddress("tkb-sts-" + ordinal));
      }
    }
    assertThat(digOnHost("SRV", "_web._tcp.dullahan.default.svc.cluster.local"))
        .contains("ANSWER: 3");
    assertThat(digOnHost("A", "dullahan.default.svc.cluster.local")).contains("ANSWER: 3");
    assertThat(digOnHost("A", "tkb-sts-1" + DOMAIN)).contains(podAddress("tkb-sts-1"));
    assertThat(
            cluster.kubectl("exec", "jump-pod", "--", "nslookup", "tkb-sts-2.dullahan").ok().out())
        .contains(podAddress("tkb-sts-2"));
  }

  @Test
  @Order(6)
  void aDeletedPodComesBackAsItself() {
    cluster
        .kubectl(
            "exec", "tkb-sts-1", "--", "sh", "-c", "echo one > /usr/share/nginx/html/index.html")
        .ok();
    String uid = cluster.field("pod", "tkb-sts-1", ".metadata.uid");
    String oldAddress = podAddress("tkb-sts-1");
    cluster.kubectl("delete", "pod", "tkb-sts-1").ok();
    cluster.awaitReady("tkb-sts", 3);

    assertThat(cluster.field("pod", "tkb-sts-1", ".metadata.uid")).isNotEqualTo(uid);
    assertThat(
            cluster.field("pod", "tkb-sts-1", ".spec.volumes[0].persistentVolumeClaim.claimName"))
        .isEqualTo("webroot-tkb-sts-1");
    assertThat(cluster.kubectl("exec", "tkb-sts-1", "--", "hostname").ok().text())
        .isEqualTo("tkb-sts-1");
    assertThat(
            cluster
                .kubectl("exec", "tkb-sts-0", "--", "curl", "-s", "http://tkb-sts-1.dullahan")
                .ok()
                .text())
        .isEqualTo("one");
    String address = podAddress("tkb-sts-1");
    String answer =
        Await.until(
            "the new address is in DNS",
            () -> digOnHost("A", "tkb-sts-1" + DOMAIN),
            printed -> printed.contains(address));
    if (!address.equals(oldAddress)) {
      assertThat(answer).doesNotContain("\t" + oldAddress + "\n");
    }
  }

  @Test
  @Order(7)
  void scalingGoesUpInOrderAndDownInReverseAndKeepsTheClaims() {
    cluster.kubectl("scale", "sts", "tkb-sts", "--replicas=5").ok();
    cluster.awaitReady("tkb-sts", 5);
    cluster
        .kubectl(
            "exec", "tkb-sts-4", "--", "sh", "-c", "echo four > /usr/share/nginx/html/index.html")
        .ok();
    assertThat(created("tkb-sts-3")).isLessThanOrEqualTo(created("tkb-sts-4"));

    try (Background watch =
        cluster.kubectlInBackground(
            "get", "pods", "--watch", "--output-watch-events", "--no-headers")) {
      cluster.kubectl("scale", "sts", "tkb-sts", "--replicas=2").ok();
      cluster.awaitReady("tkb-sts", 2);
      String printed = watch.awaitOutput("tkb-sts-2   0/1");
      Await.until(
          "tkb-sts-2 is gone",
          () -> cluster.field("pod", "tkb-sts-2", ".metadata.name"),
          String::isEmpty);
      List<String> deleted =
          watch
              .output()
              .lines()
              .filter(l -> l.startsWith("DELETED"))
              .map(l -> l.split("\\s+")[1])
              .toList();
      assertThat(deleted).as(printed).containsExactly("tkb-sts-4", "tkb-sts-3", "tkb-sts-2");
    }
    assertThat(cluster.kubectl("get", "pvc", "--no-headers").ok().lines())
        .hasSize(5)
        .allMatch(l -> l.contains("Bound"));

    cluster.kubectl("scale", "sts", "tkb-sts", "--replicas=5").ok();
    cluster.awaitReady("tkb-sts", 5);
    assertThat(
            cluster
                .kubectl("exec", "tkb-sts-4", "--", "cat", "/usr/share/nginx/html/index.html")
                .ok()
                .text())
        .isEqualTo("four");
    cluster.kubectl("scale", "sts", "tkb-sts", "--replicas=3").ok();
    cluster.awaitReady("tkb-sts", 3);
  }

  @Test
  @Order(8)
  void aChangedTemplateRollsFromTheTopAndCanBeUndone() {
    String before = cluster.field("sts", "tkb-sts", ".status.updateRevision");
    try (Background watch =
        cluster.kubectlInBackground(
            "get", "pods", "--watch", "--output-watch-events", "--no-headers")) {
      cluster.kubectl("set", "image", "sts/tkb-sts", "ctr-web=nginx:1.27").ok();
      assertThat(cluster.kubectl("rollout", "status", "sts/tkb-sts", "--timeout=120s").ok().out())
          .contains("partitioned roll out complete: 3 new pods have been updated...");
      List<String> deleted =
          watch
              .output()
              .lines()
              .filter(l -> l.startsWith("DELETED"))
              .map(l -> l.split("\\s+")[1])
              .toList();
      assertThat(deleted).containsExactly("tkb-sts-2", "tkb-sts-1", "tkb-sts-0");
    }
    assertThat(cluster.field("sts", "tkb-sts", ".status.currentRevision")).isNotEqualTo(before);
    assertThat(cluster.kubectl("rollout", "history", "sts/tkb-sts").ok().lines().size())
        .isGreaterThanOrEqualTo(4);

    cluster.kubectl("rollout", "undo", "sts/tkb-sts").ok();
    cluster.kubectl("rollout", "status", "sts/tkb-sts", "--timeout=120s").ok();
    assertThat(cluster.field("sts", "tkb-sts", ".status.updateRevision")).isEqualTo(before);
    assertThat(cluster.field("pod", "tkb-sts-0", ".spec.containers[0].image"))
        .isEqualTo("nginx:latest");
  }

  @Test
  @Order(9)
  void logsAreFollowed() {
    try (Background logs = cluster.kubectlInBackground("logs", "-f", "tkb-sts-0")) {
      cluster
          .kubectl("exec", "tkb-sts-1", "--", "curl", "-s", "http://tkb-sts-0.dullahan/followed")
          .ok();
      logs.awaitOutput("GET /followed");
    }
    assertThat(cluster.kubectl("logs", "tkb-sts-0", "--tail=1").ok().lines()).hasSize(1);
  }

  @Test
  @Order(10)
  void describeTellsTheStory() {
    assertThat(cluster.kubectl("describe", "sts", "tkb-sts").ok().out())
        .contains("Pods Status:        3 Running / 0 Waiting / 0 Succeeded / 0 Failed")
        .contains("SuccessfulCreate");
    assertThat(cluster.kubectl("describe", "pod", "tkb-sts-0").ok().out())
        .contains("Controlled By:  StatefulSet/tkb-sts")
        .contains("Successfully assigned default/tkb-sts-0 to node-")
        .contains("Started");
    assertThat(cluster.kubectl("describe", "pvc", "webroot-tkb-sts-0").ok().out())
        .contains("Used By:       tkb-sts-0");
    assertThat(cluster.kubectl("describe", "svc", "dullahan").ok().out()).contains("Endpoints:");
    assertThat(cluster.kubectl("describe", "node", "node-1").ok().out())
        .contains("Non-terminated Pods:")
        .contains("Ready");
  }

  @Test
  @Order(11)
  void anEditIsTakenOver() {
    cluster
        .run(
            "sh",
            "-c",
            "KUBE_EDITOR=\"sed -i 's/terminationGracePeriodSeconds: 10/terminationGracePeriodSeconds: 9/'\" "
                + kubectlProgram()
                + " edit sts tkb-sts")
        .ok();
    assertThat(cluster.field("sts", "tkb-sts", ".spec.template.spec.terminationGracePeriodSeconds"))
        .isEqualTo("9");
    cluster.kubectl("rollout", "status", "sts/tkb-sts", "--timeout=120s").ok();
  }

  @Test
  @Order(12)
  void aPortIsForwarded() throws IOException, InterruptedException {
    try (Background forward = cluster.kubectlInBackground("port-forward", "pod/tkb-sts-0", ":80");
        HttpClient http = HttpClient.newHttpClient()) {
      String printed = forward.awaitOutput("Forwarding from 127.0.0.1:");
      String port = printed.replaceAll("(?s).*127\\.0\\.0\\.1:(\\d+) -> 80.*", "$1");
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body().strip()).isEqualTo("hello");
    }
  }

  @Test
  @Order(13)
  void deletingTheManifestKeepsTheClaims() {
    cluster.kubectl("delete", "-f", cluster.example("tkb-sts.yaml")).ok();
    Await.until(
        "the pods are gone",
        () -> cluster.kubectl("get", "pods", "-l", "app=web", "--no-headers").ok().text(),
        String::isEmpty);
    assertThat(cluster.kubectl("get", "pvc", "--no-headers").ok().lines()).hasSize(5);
    assertThat(cluster.kubectl("get", "sts,svc", "-o", "name").ok().lines())
        .containsExactly("service/kubernetes");
  }

  private String kubectlProgram() {
    String program = System.getenv("ORDINAL_KUBECTL");
    return program == null || program.isEmpty() ? "kubectl" : program;
  }

  private String header(String kind) {
    return cluster.kubectl("get", kind).ok().lines().getFirst().strip().replaceAll("\\s+", " ");
  }

  private String podAddress(String pod) {
    return cluster.field("pod", pod, ".status.podIP");
  }

  private String created(String pod) {
    return cluster.field("pod", pod, ".metadata.creationTimestamp");
  }

  private String digOnHost(String type, String name) {
    String dns = cluster.status().path("dns").asText();
    String port = dns.substring(dns.lastIndexOf(':') + 1);
    return cluster.run("dig", "@127.0.0.1", "-p", port, type, name).ok().out();
  }

  private static List<String> readiness(String printed) {
    return printed
        .lines()
        .flatMap(line -> Stream.of(line.split("\\s+")).filter(word -> word.matches("\\d/3")))
        .toList();
  }
}
