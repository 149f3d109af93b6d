package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.PodAddress;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.container.RestartRule;
import dev.ordinal.nodeagent.probe.ProbeLoop;
import dev.ordinal.nodeagent.runtime.SandboxState;
import dev.ordinal.nodeagent.volume.PodVolumes;
import dev.ordinal.nodeagent.volume.VolumeContext;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known and held for one pod while its worker lives.
 *
 * <p>Threads: belongs to the pod's worker. Work that takes long goes through {@link #async}, whose
 * second half comes back on the worker.
 */
public final class PodContext {

  private final NodeServices node;
  private final Executor worker;
  private final PodVolumes volumes;
  private final Map<String, ContainerRecord> containers = new LinkedHashMap<>();
  private Pod pod;
  private @Nullable SandboxState sandbox;
  private @Nullable Refusal refusal;
  private @Nullable Instant wakeAt;

  /** When the agent first saw the pod, for the status. */
  public @Nullable Instant startTime;

  /** Whether the volumes have been made. */
  public boolean volumesReady;

  /** Whether something that a volume shows may have changed. */
  public boolean volumesStale;

  /** Whether the processes are to end and not to come back. */
  public boolean terminating;

  /** The probes that run, by the run of the container that they ask. */
  public final Map<String, List<ProbeLoop>> probes = new HashMap<>();

  /** What was told last about a thing that is being waited for, so that it is told once. */
  public String lastComplaint = "";

  /** How often a thing that is being waited for was tried. */
  public int attempts;

  /** Why the node does not run the pod. */
  public record Refusal(String reason, String message) {}

  /**
   * A pod with nothing made yet.
   *
   * @param worker runs its argument on the pod's worker, later
   */
  public PodContext(NodeServices node, Pod pod, Executor worker) {
    this.node = node;
    this.pod = pod;
    this.worker = worker;
    this.volumes = new PodVolumes(node.clock(), () -> worker.execute(() -> volumesStale = true));
    pod(pod);
  }

  /** The pod's object, as last seen. */
  public Pod pod() {
    return pod;
  }

  /** Takes a newer object of the same pod. */
  public void pod(Pod newer) {
    boolean relabelled =
        !java.util.Objects.equals(newer.getMetadata().getLabels(), pod.getMetadata().getLabels())
            || !java.util.Objects.equals(
                newer.getMetadata().getAnnotations(), pod.getMetadata().getAnnotations());
    volumesStale |= relabelled;
    pod = newer;
    for (Container init : newer.getSpec().getInitContainers()) {
      record(Pods.isSidecar(init) ? ContainerKind.SIDECAR : ContainerKind.INIT, init);
    }
    for (Container app : newer.getSpec().getContainers()) {
      record(ContainerKind.APP, app);
    }
    for (EphemeralContainer ephemeral : newer.getSpec().getEphemeralContainers()) {
      record(ContainerKind.EPHEMERAL, Pods.asContainer(ephemeral));
    }
  }

  private void record(ContainerKind kind, Container spec) {
    containers.computeIfAbsent(spec.getName(), name -> new ContainerRecord(kind, spec)).spec(spec);
  }

  /** What the pods of the node share. */
  public NodeServices node() {
    return node;
  }

  /** The pod's uid. */
  public String uid() {
    return pod.getMetadata().getUid();
  }

  /** The pod's directory on this node. */
  public Path directory() {
    return node.rootDir().resolve("pods").resolve(uid());
  }

  /** The pod's volumes. */
  public PodVolumes volumes() {
    return volumes;
  }

  /** All containers, init containers first. */
  public List<ContainerRecord> containers() {
    return List.copyOf(containers.values());
  }

  /** The containers of one kind, in order. */
  public List<ContainerRecord> containers(ContainerKind kind) {
    return containers.values().stream().filter(record -> record.kind() == kind).toList();
  }

  /** A container by name. */
  public Optional<ContainerRecord> container(String name) {
    return Optional.ofNullable(containers.get(name));
  }

  /** The sandbox, running or not. */
  public Optional<SandboxState> sandbox() {
    return Optional.ofNullable(sandbox);
  }

  /** Takes a newer state of the sandbox. */
  public void sandbox(@Nullable SandboxState newer) {
    sandbox = newer;
  }

  /** Whether the pod's namespaces exist. */
  public boolean hasSandbox() {
    return sandbox != null && sandbox.running();
  }

  /** Where the pod runs; without sandbox it has no address of its own. */
  public PodAddress address() {
    String ip = sandbox == null ? "" : sandbox.ip();
    return new PodAddress(
        node.nodeName(), node.nodeIp(), Pods.hostNetwork(pod) ? node.nodeIp() : ip);
  }

  /** What the node can give, from its object. */
  public Map<String, Quantity> allocatable() {
    return node.api()
        .node()
        .map(Node::getStatus)
        .map(
            status ->
                status.getAllocatable() == null
                    ? Map.<String, Quantity>of()
                    : status.getAllocatable())
        .orElse(Map.of());
  }

  /** What volumes are made from. */
  public VolumeContext volumeContext() {
    return new VolumeContext(
        node.api(), pod, address(), directory(), node.volumesDir(), allocatable());
  }

  /** The node does not run this pod. */
  public void refuse(String reason, String message) {
    refusal = new Refusal(reason, message);
  }

  /** Why the node does not run the pod, if so. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The present time. */
  public Instant now() {
    return node.clock().instant();
  }

  /** Wakes the worker after a time at the latest. */
  public void wakeAfter(Duration delay) {
    wakeAt(now().plus(delay));
  }

  /** Wakes the worker at a time at the latest. */
  public void wakeAt(Instant time) {
    if (wakeAt == null || time.isBefore(wakeAt)) {
      wakeAt = time;
    }
  }

  /** The time that was set, which is thereby forgotten. */
  public Optional<Instant> takeWakeTime() {
    Instant time = wakeAt;
    wakeAt = null;
    return Optional.ofNullable(time);
  }

  /** Does something on a thread of its own, then something on the worker, even after a failure. */
  public void async(String what, Runnable work, Runnable afterwards) {
    Thread.ofVirtual()
        .name(what + "-" + pod.getMetadata().getName())
        .start(
            () -> {
              try {
                work.run();
              } finally {
                worker.execute(afterwards);
              }
            });
  }

  /** Runs something on the worker, later. */
  public void onWorker(Runnable work) {
    worker.execute(work);
  }

  /** Whether a container counts as ended for good. */
  public boolean isFinal(ContainerRecord record) {
    return record.exit().isPresent()
        && !record.outdated
        && !RestartRule.restarts(
            record.kind(), Pods.restartPolicy(pod), record.exit().get().code());
  }

  /** Whether nothing of the pod will run any more: phase Succeeded or Failed. */
  public boolean isFinished() {
    if (refusal != null) {
      return true;
    }
    boolean initFailed =
        containers(ContainerKind.INIT).stream()
            .anyMatch(init -> isFinal(init) && init.exit().orElseThrow().code() != 0);
    List<ContainerRecord> apps = containers(ContainerKind.APP);
    return initFailed || (!apps.isEmpty() && apps.stream().allMatch(this::isFinal));
  }

  /** Whether a process of the pod runs. */
  public boolean hasProcesses() {
    return containers.values().stream().anyMatch(ContainerRecord::isRunning);
  }

  /** Ends all probes. */
  public void stopProbes() {
    probes.values().forEach(loops -> loops.forEach(ProbeLoop::close));
    probes.clear();
  }
}
