package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.ProcessCalls;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.ExecProcess;
import dev.ordinal.nodeagent.runtime.ExecSpec;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All containers of a node, running or ended: what a runtime does with them whatever isolates them.
 *
 * <p>Threads: safe.
 */
public final class Containers {

  private static final Duration KILL_PATIENCE = Duration.ofSeconds(30);

  private final Places places;
  private final Poller poller;
  private final Map<ContainerId, RunningContainer> containers = new ConcurrentHashMap<>();
  private final List<Consumer<ContainerState>> exitListeners = new CopyOnWriteArrayList<>();
  private final List<ContainerState> unheardExits = new ArrayList<>();

  /** No containers yet. */
  public Containers(Places places, Poller poller) {
    this.places = places;
    this.poller = poller;
  }

  /** Takes over what an earlier agent left. */
  public void adopt() throws IOException {
    new Adoption(places, poller, this::ended).adoptAll(containers::put);
  }

  /** Those of a pod in the order of their starting. */
  public List<ContainerState> states(String podUid) {
    return containers.entrySet().stream()
        .filter(e -> e.getKey().podUid().equals(podUid))
        .map(e -> e.getValue().state())
        .sorted(Comparator.comparing(ContainerState::startedAt))
        .toList();
  }

  /** Adds one that was started just now, and watches for its end. */
  public ContainerState started(RunningContainer container) {
    containers.put(container.id(), container);
    ContainerState state = container.state();
    container.watch(poller, this::ended);
    return state;
  }

  /** Sends the stop signal, waits at most the grace period, then kills. */
  public void stop(ContainerId id, Duration grace) throws InterruptedException {
    RunningContainer container = containers.get(id);
    if (container == null || container.hasEnded()) {
      return;
    }
    if (!grace.isZero()) {
      container.signal(ProcessCalls.signalNumber(container.record().stopSignal()));
      if (container.awaitEnd(grace)) {
        return;
      }
    }
    container.kill();
    container.awaitEnd(KILL_PATIENCE);
  }

  /** Kills all of a pod. */
  public void killAll(String podUid) {
    for (Map.Entry<ContainerId, RunningContainer> entry : containers.entrySet()) {
      if (entry.getKey().podUid().equals(podUid)) {
        kill(entry.getValue());
      }
    }
  }

  private static void kill(RunningContainer container) {
    try {
      if (!container.hasEnded()) {
        container.kill();
        container.awaitEnd(KILL_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure("KillContainerError", "interrupted while waiting for its end", e);
    }
  }

  /** Frees a container's directory with its logs. Idempotent. */
  public void remove(ContainerId id) {
    RunningContainer container = containers.get(id);
    if (container == null) {
      return;
    }
    kill(container);
    container.markRemoved();
    try {
      Records.deleteTree(container.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    containers.remove(id);
  }

  /** Frees all of a pod. */
  public void removeAll(String podUid) {
    containers.keySet().stream()
        .filter(id -> id.podUid().equals(podUid))
        .toList()
        .forEach(this::remove);
  }

  /** Adds a listener; the first one hears of earlier ends too. */
  public void onExit(Consumer<ContainerState> listener) {
    synchronized (unheardExits) {
      exitListeners.add(listener);
      unheardExits.forEach(listener);
      unheardExits.clear();
    }
  }

  /** Ends noticed before anybody listens are kept for the first listener. */
  private void ended(ContainerState state) {
    synchronized (unheardExits) {
      if (exitListeners.isEmpty()) {
        unheardExits.add(state);
      }
      exitListeners.forEach(listener -> listener.accept(state));
    }
  }

  /** Starts a further process. */
  public ExecProcess exec(ContainerId id, ExecSpec spec) {
    return Execs.start(running(id), spec, poller);
  }

  /** Joins the main process' streams. */
  public ExecProcess attach(ContainerId id) {
    return Attachment.to(running(id), poller);
  }

  /** One that runs. */
  public RunningContainer running(ContainerId id) {
    RunningContainer container = containers.get(id);
    if (container == null || container.hasEnded()) {
      throw new RuntimeFailure(
          "ContainerNotRunning", "container not running (" + id.container() + ")");
    }
    return container;
  }

  /** The output from its beginning on. */
  public LogReader openLog(ContainerId id) throws IOException {
    RunningContainer container = containers.get(id);
    if (container == null) {
      throw new FileNotFoundException("no logs of container " + id.container());
    }
    return container.openLog();
  }
}
