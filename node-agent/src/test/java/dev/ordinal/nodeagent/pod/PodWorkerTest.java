package dev.ordinal.nodeagent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.nodeagent.testing.Eventually;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodWorkerTest {

  private static final String WEB = "{'containers':[{'name':'web','image':'nginx'}]}";

  @TempDir Path root;
  private PodHarness node;

  @BeforeEach
  void start() {
    node = new PodHarness(root);
    node.dispatcher.start(List::of);
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.runtime.stubborn.clear();
    node.dispatcher.shutDown(java.time.Duration.ofSeconds(1));
  }

  @Test
  void aPodRunsAndBecomesReady() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");

    assertThat(node.status("a").getPhase()).isEqualTo("Running");
    assertThat(node.status("a").getPodIP()).startsWith("10.244.0.");
    assertThat(node.status("a").getHostIP()).isEqualTo("172.30.0.1");
    assertThat(node.status("a").getQosClass()).isEqualTo("BestEffort");
    assertThat(node.container("a", "web").getContainerID()).isEqualTo("ordinal://uid-a-web-0");
    assertThat(node.container("a", "web").getState().getRunning()).isNotNull();
    assertThat(node.api.events)
        .containsExactly(
            "Pulled: Container image \"nginx\" already present on machine and can be accessed by the"
                + " pod",
            "Created: Container created",
            "Started: Container started");
    assertThat(Files.readString(root.resolve("node/pods/uid-a/resolv.conf")))
        .contains("search default.svc.cluster.local svc.cluster.local cluster.local");
  }

  @Test
  void nothingIsWrittenWhenNothingChanges() throws Exception {
    Pod pod = node.create("a", WEB);
    node.awaitReady("a");
    int before = node.api.patches.size();
    for (int i = 0; i < 5; i++) {
      Pod stored = node.api.pods.getOrDefault("a", pod);
      node.dispatcher.changed(stored, stored);
    }
    node.create("b", WEB);
    node.awaitReady("b");
    assertThat(node.api.patches.stream().skip(before).toList()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aContainerThatEndsIsStartedAgainAndThenHeldBack() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.runtime.exit("uid-a", "web", 1);
    Eventually.until(
        "restarted",
        () ->
            Integer.valueOf(1).equals(node.container("a", "web").getRestartCount())
                && node.isReady("a"));
    assertThat(node.container("a", "web").getLastState().getTerminated().getExitCode())
        .isEqualTo(1);

    node.runtime.exit("uid-a", "web", 2);
    Eventually.until(
        "held back",
        () ->
            node.container("a", "web").getState() != null
                && node.container("a", "web").getState().getWaiting() != null);
    assertThat(node.container("a", "web").getState().getWaiting().getReason())
        .isEqualTo("CrashLoopBackOff");
    assertThat(node.container("a", "web").getState().getWaiting().getMessage())
        .isEqualTo("back-off 10s restarting failed container=web pod=a_default(uid-a)");
    assertThat(node.container("a", "web").getLastState().getTerminated().getExitCode())
        .isEqualTo(2);
    assertThat(node.status("a").getPhase()).isEqualTo("Running");
    assertThat(node.api.events("BackOff"))
        .containsExactly(
            "Warning BackOff: Back-off restarting failed container web in pod a_default(uid-a)");
  }

  @Test
  void restartPolicyDecidesThePhase() throws Exception {
    node.create("once", "{'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}");
    node.awaitReady("once");
    node.runtime.exit("uid-once", "c", 3);
    node.awaitPhase("once", "Failed");
    assertThat(node.container("once", "c").getState().getTerminated().getExitCode()).isEqualTo(3);

    node.create("job", "{'restartPolicy':'OnFailure','containers':[{'name':'c','image':'i'}]}");
    node.awaitReady("job");
    node.runtime.exit("uid-job", "c", 0);
    node.awaitPhase("job", "Succeeded");
    assertThat(node.hasCondition("job", "Ready", "False")).isTrue();
  }

  @Test
  void initContainersRunOneAfterTheOther() throws Exception {
    node.create(
        "a",
        "{'initContainers':[{'name':'one','image':'i'},{'name':'side','image':'i','restartPolicy':'Always'},"
            + "{'name':'two','image':'i'}],'containers':[{'name':'web','image':'i'}]}");
    Eventually.until("one", () -> node.startedNames().equals(List.of("one")));
    assertThat(node.container("a", "web").getRestartCount()).isIn(null, 0);
    node.runtime.exit("uid-a", "one", 0);
    Eventually.until("two", () -> node.startedNames().equals(List.of("one", "side", "two")));
    assertThat(node.status("a").getPhase()).isEqualTo("Pending");
    node.runtime.exit("uid-a", "two", 0);
    node.awaitReady("a");
    assertThat(node.startedNames()).containsExactly("one", "side", "two", "web");
    assertThat(node.hasCondition("a", "Initialized", "True")).isTrue();
  }

  @Test
  void anInitContainerThatFailsForGoodFailsThePod() throws Exception {
    node.create(
        "a",
        "{'restartPolicy':'Never','initContainers':[{'name':'one','image':'i'}],"
            + "'containers':[{'name':'web','image':'i'}]}");
    Eventually.until("one", () -> node.startedNames().equals(List.of("one")));
    node.runtime.exit("uid-a", "one", 1);
    node.awaitPhase("a", "Failed");
    assertThat(node.startedNames()).containsExactly("one");
  }

  @Test
  void aDeletionEndsTheProcessesBeforeItIsConfirmed() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.runtime.stubborn.add("web");
    node.delete("a", 7);
    Eventually.until("asked to stop", () -> node.runtime.stopped.contains("web 7"));
    assertThat(node.api.deleted).isEmpty();
    assertThat(node.api.events("Killing")).containsExactly("Killing: Stopping container web");

    node.runtime.exit("uid-a", "web", 137);
    Eventually.until("confirmed", () -> node.api.deleted.equals(List.of("a")));
    assertThat(node.runtime.removedSandboxes).containsExactly("uid-a");
    assertThat(root.resolve("node/pods/uid-a")).doesNotExist();
  }

  @Test
  void aShorterGracePeriodTakesEffect() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.runtime.stubborn.add("web");
    node.delete("a", 30);
    Eventually.until("asked to stop", () -> node.runtime.stopped.contains("web 30"));
    node.delete("a", 2);
    Eventually.until("asked again", () -> node.runtime.stopped.contains("web 2"));
    assertThat(node.api.events("Killing")).hasSize(1);
  }

  @Test
  void aNamesakeWaitsForTheProcessesOfTheOneBefore() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.runtime.stubborn.add("web");
    Pod old = node.api.pods.remove("a");
    node.dispatcher.changed(old, null);
    Pod next = dev.ordinal.client.Json.copy(java.util.Objects.requireNonNull(old), Pod.class);
    next.getMetadata().setUid("uid-second");
    next.setStatus(null);
    node.api.pods.put("a", next);
    node.dispatcher.changed(null, next);
    Eventually.until("stop asked", () -> !node.runtime.stopped.isEmpty());
    assertThat(node.runtime.started).hasSize(1);

    node.runtime.exit("uid-a", "web", 137);
    Eventually.until("second runs", () -> node.runtime.started.size() == 2);
    assertThat(node.runtime.started.getLast().id().podUid()).isEqualTo("uid-second");
    assertThat(node.api.deleted).isEmpty();
  }

  @Test
  void aMissingImageIsToldAndRetried() throws Exception {
    node.runtime.missingImages.put("nope", "no entry for nope");
    node.create("a", "{'containers':[{'name':'web','image':'nope'}]}");
    Eventually.until("waiting", () -> !node.status("a").getContainerStatuses().isEmpty());
    assertThat(node.container("a", "web").getState().getWaiting().getReason())
        .isEqualTo("ErrImagePull");
    assertThat(node.container("a", "web").getState().getWaiting().getMessage())
        .isEqualTo("no entry for nope");
    assertThat(node.api.events)
        .contains(
            "Warning Failed: Failed to pull image \"nope\": no entry for nope",
            "Warning Failed: Error: ErrImagePull");
    Pod pod = java.util.Objects.requireNonNull(node.api.pods.get("a"));
    node.dispatcher.changed(pod, pod);
    Eventually.until(
        "backing off",
        () ->
            node.container("a", "web")
                .getState()
                .getWaiting()
                .getReason()
                .equals("ImagePullBackOff"));
    assertThat(node.status("a").getPhase()).isEqualTo("Pending");
  }

  @Test
  void aNewAgentAdoptsWhatRuns() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    int patches = node.api.patches.size();
    node.restartAgent();
    node.create("b", WEB);
    node.awaitReady("b");
    assertThat(node.startedNames()).hasSize(2);
    assertThat(node.api.patches.stream().skip(patches).toList()).hasSizeLessThanOrEqualTo(2);

    node.runtime.exit("uid-a", "web", 0);
    Eventually.until(
        "restarted", () -> Integer.valueOf(1).equals(node.container("a", "web").getRestartCount()));
  }

  @Test
  void aNewAgentRemovesWhatIsNotInTheCluster() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.dispatcher.close();
    node.api.pods.remove("a");
    node.restartAgent();
    Eventually.until("removed", () -> node.runtime.removedSandboxes.contains("uid-a"));
    assertThat(node.runtime.stopped).isNotEmpty();
    assertThat(root.resolve("node/pods/uid-a")).doesNotExist();
  }

  @Test
  void afterAMachineRestartTheSamePodRunsAgain() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.dispatcher.close();
    node.runtime.loseEverything();
    node.restartAgent();
    Eventually.until(
        "restarted",
        () ->
            Integer.valueOf(1).equals(node.container("a", "web").getRestartCount())
                && node.isReady("a"));
    assertThat(node.api.events("SandboxChanged"))
        .containsExactly("SandboxChanged: Pod sandbox changed, it will be killed and re-created.");
    assertThat(node.container("a", "web").getLastState().getTerminated().getExitCode())
        .isEqualTo(137);
    assertThat(node.api.events("BackOff")).isEmpty();
  }

  @Test
  void aNodeShutdownKeepsTheObjects() throws Exception {
    node.create("a", WEB);
    node.awaitReady("a");
    node.dispatcher.shutDown(java.time.Duration.ofSeconds(5));
    assertThat(node.runtime.stopped).containsExactly("web 5");
    assertThat(node.api.pods).containsKey("a");
    assertThat(node.status("a").getPhase()).isEqualTo("Running");
    node.restartAgent();
    Eventually.until(
        "restarted",
        () ->
            Integer.valueOf(1).equals(node.container("a", "web").getRestartCount())
                && node.isReady("a"));
  }

  @Test
  void probesDecideReadinessAndLife() throws Exception {
    Path ready = root.resolve("ready");
    Path dead = root.resolve("dead");
    node.create(
        "a",
        ("{'terminationGracePeriodSeconds':9,'containers':[{'name':'web','image':'i',"
                + "'readinessProbe':{'exec':{'command':['test','-e','READY']},'periodSeconds':1},"
                + "'livenessProbe':{'exec':{'command':['test','!','-e','DEAD']},'periodSeconds':1,"
                + "'failureThreshold':1}}]}")
            .replace("READY", ready.toString())
            .replace("DEAD", dead.toString()));
    node.awaitPhase("a", "Running");
    assertThat(node.isReady("a")).isFalse();
    Files.createFile(ready);
    node.awaitReady("a");

    Files.createFile(dead);
    Eventually.until("killed", () -> node.runtime.stopped.contains("web 9"));
    assertThat(node.api.events("Killing"))
        .contains("Killing: Container web failed liveness probe, will be restarted");
    assertThat(node.api.events("Unhealthy")).isNotEmpty();
  }

  @Test
  void hooksRunAroundTheContainersLife() throws Exception {
    Path after = root.resolve("after");
    Path before = root.resolve("before");
    node.create(
        "a",
        ("{'containers':[{'name':'web','image':'i','lifecycle':{"
                + "'postStart':{'exec':{'command':['touch','AFTER']}},"
                + "'preStop':{'exec':{'command':['touch','BEFORE']}}}}]}")
            .replace("AFTER", after.toString())
            .replace("BEFORE", before.toString()));
    node.awaitReady("a");
    assertThat(after).exists();
    node.delete("a", 5);
    Eventually.until("confirmed", () -> node.api.deleted.equals(List.of("a")));
    assertThat(before).exists();
  }

  @Test
  void aFailedContainersLogIsItsMessageWhereItAsksForThat() throws Exception {
    node.create(
        "a",
        "{'restartPolicy':'Never','containers':[{'name':'c','image':'i',"
            + "'terminationMessagePolicy':'FallbackToLogsOnError'}]}");
    node.awaitReady("a");
    node.runtime.logLines.add(
        new dev.ordinal.nodeagent.runtime.LogReader.Line(
            java.time.Instant.now(),
            false,
            "last words\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    node.runtime.exit("uid-a", "c", 9);
    node.awaitPhase("a", "Failed");
    assertThat(node.container("a", "c").getState().getTerminated().getMessage())
        .isEqualTo("last words\n");
  }

  @Test
  void aDeadlineEndsThePodAndOnlyThenItHasFailed() throws Exception {
    node.runtime.stubborn.add("c");
    node.create("a", "{'activeDeadlineSeconds':1,'containers':[{'name':'c','image':'i'}]}");
    Eventually.until("asked to stop", () -> !node.runtime.stopped.isEmpty());
    Eventually.until("told", () -> "DeadlineExceeded".equals(node.status("a").getReason()));
    assertThat(node.status("a").getPhase()).isEqualTo("Running");
    node.runtime.exit("uid-a", "c", 137);
    node.awaitPhase("a", "Failed");
  }

  @Test
  void aMissingConfigMapHoldsThePodUntilItComes() throws Exception {
    node.create(
        "a",
        "{'volumes':[{'name':'v','configMap':{'name':'settings'}}],'containers':[{'name':'web',"
            + "'image':'i','volumeMounts':[{'name':'v','mountPath':'/etc/v'}]}]}");
    Eventually.until("complaint", () -> !node.api.events("FailedMount").isEmpty());
    assertThat(node.api.events("FailedMount"))
        .containsExactly(
            "Warning FailedMount: MountVolume.SetUp failed for volume \"v\" : configmap \"settings\" not found");
    Eventually.until("status", () -> !node.status("a").getContainerStatuses().isEmpty());
    assertThat(node.container("a", "web").getState().getWaiting().getReason())
        .isEqualTo("ContainerCreating");

    node.api.configMaps.put(
        "settings",
        new io.fabric8.kubernetes.api.model.ConfigMapBuilder().addToData("k", "1").build());
    node.awaitReady("a");
    Path file = root.resolve("node/pods/uid-a/volumes/kubernetes.io~configmap/v/k");
    assertThat(file).hasContent("1");

    node.api.configMaps.put(
        "settings",
        new io.fabric8.kubernetes.api.model.ConfigMapBuilder().addToData("k", "2").build());
    java.util.Objects.requireNonNull(node.api.watchers.get("ConfigMap/settings")).run();
    Eventually.until("new content", () -> read(file).equals("2"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
