package dev.ordinal.nodeagent.pod;

import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.probe.Prober;
import dev.ordinal.nodeagent.step.DnsSettings;
import dev.ordinal.nodeagent.step.NodeServices;
import dev.ordinal.nodeagent.testing.Eventually;
import dev.ordinal.nodeagent.testing.FakeClusterApi;
import dev.ordinal.nodeagent.testing.FakePodRuntime;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** A node over fakes, and pods written as JSON. */
final class PodHarness {

  final FakeClusterApi api = new FakeClusterApi();
  final FakePodRuntime runtime = new FakePodRuntime();
  final Path root;
  PodDispatcher dispatcher;

  PodHarness(Path root) {
    this.root = root;
    this.dispatcher = newDispatcher();
  }

  private PodDispatcher newDispatcher() {
    return new PodDispatcher(
        new NodeServices(
            "node-1",
            "172.30.0.1",
            runtime,
            api,
            api,
            new Prober(runtime),
            Clock.systemUTC(),
            root.resolve("node"),
            root.resolve("volumes"),
            new DnsSettings(List.of("10.96.0.10"), "cluster.local", Path.of("/dev/null")),
            List::of));
  }

  /** A new agent over the same runtime and cluster. */
  void restartAgent() {
    dispatcher.close();
    runtime.forgetListeners();
    dispatcher = newDispatcher();
    dispatcher.start(api.pods::values);
  }

  /** A pod whose spec is written with single quotes. */
  Pod create(String name, String spec) {
    String text =
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME","namespace":"default",
         "uid":"uid-NAME","resourceVersion":"1","generation":1},"spec":SPEC,"status":{"phase":"Pending"}}
        """
            .replace("NAME", name)
            .replace("SPEC", spec.replace('\'', '"'));
    Pod pod = Json.as(Json.parse(text), Pod.class);
    api.pods.put(name, pod);
    dispatcher.changed(null, pod);
    return pod;
  }

  /** Asks for a graceful deletion, as the API server would note it. */
  void delete(String name, long graceSeconds) {
    Pod pod = Json.copy(Objects.requireNonNull(api.pods.get(name)), Pod.class);
    pod.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
    pod.getMetadata().setDeletionGracePeriodSeconds(graceSeconds);
    api.pods.put(name, pod);
    dispatcher.changed(pod, pod);
  }

  PodStatus status(String name) {
    Pod pod = api.pods.get(name);
    return pod == null || pod.getStatus() == null ? new PodStatus() : pod.getStatus();
  }

  ContainerStatus container(String pod, String name) {
    PodStatus status = status(pod);
    return java.util.stream.Stream.concat(
            status.getContainerStatuses().stream(), status.getInitContainerStatuses().stream())
        .filter(container -> container.getName().equals(name))
        .findFirst()
        .orElseGet(ContainerStatus::new);
  }

  boolean isReady(String pod) {
    return hasCondition(pod, "Ready", "True");
  }

  boolean hasCondition(String pod, String type, String value) {
    return status(pod).getConditions().stream()
        .anyMatch(
            condition -> condition.getType().equals(type) && condition.getStatus().equals(value));
  }

  void awaitPhase(String pod, String phase) throws InterruptedException {
    Eventually.until(pod + " " + phase, () -> phase.equals(status(pod).getPhase()));
  }

  void awaitReady(String pod) throws InterruptedException {
    Eventually.until(pod + " ready", () -> isReady(pod));
  }

  List<String> startedNames() {
    return runtime.started.stream().map(spec -> spec.id().container()).toList();
  }
}
