package dev.ordinal.nodeagent.testing;

import dev.ordinal.nodeagent.runtime.Capabilities;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.Image;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.NodeNetwork;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.runtime.SandboxSpec;
import dev.ordinal.nodeagent.runtime.SandboxState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Containers without processes: they run until a test or a stop ends them. Exec starts a real child
 * process; dialling goes to the loopback.
 */
public final class FakePodRuntime implements PodRuntime {

  /** What was started, in order. */
  public final List<ContainerSpec> started = new CopyOnWriteArrayList<>();

  /** What was stopped, with the grace period in seconds. */
  public final List<String> stopped = new CopyOnWriteArrayList<>();

  /** Sandboxes that were removed. */
  public final List<String> removedSandboxes = new CopyOnWriteArrayList<>();

  /** Images that cannot be had, with the message. */
  public final Map<String, String> missingImages = new ConcurrentHashMap<>();

  /** Containers, by name, that ignore the stop signal. */
  public final Set<String> stubborn = ConcurrentHashMap.newKeySet();

  /** The lines that every container has written. */
  public final List<LogReader.Line> logLines = new CopyOnWriteArrayList<>();

  private final Map<String, SandboxState> sandboxes = new LinkedHashMap<>();
  private final Map<ContainerId, ContainerState> containers = new LinkedHashMap<>();
  private final List<Consumer<ContainerState>> listeners = new CopyOnWriteArrayList<>();
  private int addresses = 1;

  @Override
  public synchronized List<SandboxState> list() {
    List<SandboxState> all = new ArrayList<>();
    for (SandboxState state : sandboxes.values()) {
      all.add(withContainers(state));
    }
    return all;
  }

  private SandboxState withContainers(SandboxState state) {
    List<ContainerState> own =
        containers.values().stream()
            .filter(container -> container.id().podUid().equals(state.podUid()))
            .toList();
    return new SandboxState(
        state.podUid(),
        state.namespace(),
        state.name(),
        state.ip(),
        state.running(),
        state.createdAt(),
        own);
  }

  @Override
  public synchronized SandboxState runSandbox(SandboxSpec spec) {
    SandboxState known = sandboxes.get(spec.podUid());
    if (known == null || !known.running()) {
      known =
          new SandboxState(
              spec.podUid(),
              spec.namespace(),
              spec.name(),
              "10.244.0." + ++addresses,
              true,
              Instant.now(),
              List.of());
      sandboxes.put(spec.podUid(), known);
    }
    return withContainers(known);
  }

  @Override
  public synchronized void stopSandbox(String podUid) {
    SandboxState known = sandboxes.get(podUid);
    if (known != null) {
      sandboxes.put(
          podUid,
          new SandboxState(
              podUid, known.namespace(), known.name(), "", false, known.createdAt(), List.of()));
    }
  }

  @Override
  public synchronized void removeSandbox(String podUid) {
    removedSandboxes.add(podUid);
    sandboxes.remove(podUid);
    containers.keySet().removeIf(id -> id.podUid().equals(podUid));
  }

  /** As a machine restart does: every process and sandbox is gone. */
  public void loseEverything() {
    List<ContainerId> running;
    synchronized (this) {
      sandboxes.keySet().forEach(this::stopSandbox);
      running = List.copyOf(containers.keySet());
      listeners.clear();
    }
    running.forEach(id -> end(id, 137, "Error"));
  }

  /** As an agent's restart does: nobody listens any more. */
  public void forgetListeners() {
    listeners.clear();
  }

  @Override
  public Image resolveImage(String reference) {
    String problem = missingImages.get(reference);
    if (problem != null) {
      throw new RuntimeFailure("ErrImagePull", problem);
    }
    return new Image(
        reference.contains("/") ? reference : "docker.io/library/" + reference + ":latest",
        "sha256:0000",
        List.of("/bin/run"),
        List.of(),
        Map.of(),
        "/",
        Optional.empty(),
        "SIGTERM",
        1234);
  }

  @Override
  public List<Image> images() {
    return List.of(resolveImage("docker.io/library/nginx:latest"));
  }

  @Override
  public synchronized ContainerState startContainer(ContainerSpec spec) {
    started.add(spec);
    ContainerState state =
        new ContainerState(
            spec.id(),
            spec.image().reference(),
            spec.image().id(),
            spec.id().podUid() + "-" + spec.id().container() + "-" + spec.id().attempt(),
            1000 + started.size(),
            Instant.now(),
            Optional.empty());
    containers.put(spec.id(), state);
    return state;
  }

  @Override
  public void stopContainer(ContainerId id, Duration grace) throws InterruptedException {
    stopped.add(id.container() + " " + Math.round(grace.toMillis() / 1000.0));
    while (stubborn.contains(id.container()) && isRunning(id)) {
      Thread.sleep(5);
    }
    end(id, 0, "Completed");
  }

  private synchronized boolean isRunning(ContainerId id) {
    ContainerState state = containers.get(id);
    return state != null && state.exit().isEmpty();
  }

  /** Ends the latest run of a container. */
  public void exit(String podUid, String container, int code) {
    ContainerId latest;
    synchronized (this) {
      latest =
          containers.keySet().stream()
              .filter(id -> id.podUid().equals(podUid) && id.container().equals(container))
              .reduce((first, second) -> second)
              .orElseThrow();
    }
    end(latest, code, code == 0 ? "Completed" : "Error");
  }

  private void end(ContainerId id, int code, String reason) {
    ContainerState ended;
    synchronized (this) {
      ContainerState state = containers.get(id);
      if (state == null || state.exit().isPresent()) {
        return;
      }
      ended =
          new ContainerState(
              id,
              state.imageReference(),
              state.imageId(),
              state.runtimeId(),
              0,
              state.startedAt(),
              Optional.of(new ContainerState.Exit(code, reason, "", Instant.now())));
      containers.put(id, ended);
    }
    listeners.forEach(listener -> listener.accept(ended));
  }

  @Override
  public synchronized void removeContainer(ContainerId id) {
    containers.remove(id);
  }

  @Override
  public void onExit(Consumer<ContainerState> listener) {
    listeners.add(listener);
  }

  @Override
  public ExecProcess exec(ContainerId id, ExecSpec spec) {
    try {
      return new ChildProcess(new ProcessBuilder(spec.command()).start());
    } catch (IOException e) {
      throw new RuntimeFailure("ExecFailed", e.toString(), e);
    }
  }

  @Override
  public ExecProcess attach(ContainerId id) {
    return exec(id, new ExecSpec(List.of("cat"), true, false, 0, 0));
  }

  @Override
  public LogReader openLog(ContainerId id) {
    return new FakeLogReader(
        logLines,
        () -> Optional.ofNullable(containers.get(id)).flatMap(ContainerState::exit).isPresent());
  }

  @Override
  public SocketChannel dialPod(String podUid, int port) throws IOException {
    return SocketChannel.open(
        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
  }

  @Override
  public SocketChannel dialFromNode(String host, int port, Duration timeout) throws IOException {
    return SocketChannel.open(
        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
  }

  @Override
  public NodeNetwork network() {
    throw new UnsupportedOperationException("no network");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities("namespaces", false, false, false, List.of());
  }

  @Override
  public void close() {}
}
