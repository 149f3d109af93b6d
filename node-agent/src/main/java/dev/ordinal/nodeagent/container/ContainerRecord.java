package dev.ordinal.nodeagent.container;

import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of one container of a pod.
 *
 * <p>Threads: belongs to the pod's worker; nobody else touches it.
 */
public final class ContainerRecord {

  private final String name;
  private final ContainerKind kind;
  private Container spec;
  private @Nullable ContainerState current;
  private @Nullable ContainerState previous;
  private @Nullable Waiting waiting;
  private int nextAttempt;

  /** The delay between restarts. */
  public final Backoff restarts = new Backoff();

  /** The delay between attempts to get the image. */
  public final Backoff pulls = new Backoff();

  /** When its program could not be started the last time; null when it could. */
  public @Nullable Instant startFailedAt;

  /**
   * Whether its latest run belongs to a sandbox that is no more: it runs again, whatever it was.
   */
  public boolean outdated;

  /** When the image could not be had the last time; null when it could. */
  public @Nullable Instant pullFailedAt;

  /** Whether the hook after the start still runs: the container counts as not started. */
  public boolean postStartRunning;

  /** Whether it is being stopped. */
  public boolean stopping;

  /** The image as the pod named it when the latest run began; empty when that was not seen. */
  public String imageAtStart = "";

  /** Whether its startup probe has succeeded, or it has none and runs. */
  public boolean started;

  /** Whether its readiness probe says so, or it has none and runs. */
  public boolean ready;

  /** A container that has not run yet. */
  public ContainerRecord(ContainerKind kind, Container spec) {
    this.name = spec.getName();
    this.kind = kind;
    this.spec = spec;
  }

  /** The container's name. */
  public String name() {
    return name;
  }

  /** Its part in the pod. */
  public ContainerKind kind() {
    return kind;
  }

  /** What was asked for. */
  public Container spec() {
    return spec;
  }

  /** What is asked for now: image and a few more fields may change. */
  public void spec(Container changed) {
    this.spec = changed;
  }

  /** The path that events name. */
  public String fieldPath() {
    return kind.fieldPath(name);
  }

  /** The latest run, running or ended. */
  public Optional<ContainerState> current() {
    return Optional.ofNullable(current);
  }

  /** The run before the latest. */
  public Optional<ContainerState> previous() {
    return Optional.ofNullable(previous);
  }

  /** Why it does not run, where that is not simply its end. */
  public Optional<Waiting> waiting() {
    return Optional.ofNullable(waiting);
  }

  /** Sets why it does not run. */
  public void waiting(Waiting why) {
    this.waiting = why;
  }

  /** A run has begun. */
  public void startedAs(ContainerState state) {
    if (current != null && !current.id().equals(state.id())) {
      previous = current;
    }
    current = state;
    waiting = null;
    nextAttempt = Math.max(nextAttempt, state.id().attempt() + 1);
    outdated = false;
    startFailedAt = null;
    started = false;
    ready = false;
  }

  /** A run that an earlier agent, or the API, knows of; for rebuilding, oldest first. */
  public void adopt(ContainerState state) {
    startedAs(state);
  }

  /** The latest run has ended; an older run's end is not news. */
  public boolean ended(ContainerState state) {
    if (current == null || !current.id().equals(state.id()) || current.exit().isPresent()) {
      return false;
    }
    current = state;
    started = false;
    ready = false;
    return true;
  }

  /** Forgets the run before the latest and returns its name. */
  public Optional<ContainerId> dropPrevious() {
    ContainerState dropped = previous;
    previous = null;
    return Optional.ofNullable(dropped).map(ContainerState::id);
  }

  /** The number that the next run gets: 0 for the first. */
  public int nextAttempt() {
    return nextAttempt;
  }

  /** Runs before this agent's memory, from the status that the API holds. */
  public void nextAttemptAtLeast(int attempt) {
    nextAttempt = Math.max(nextAttempt, attempt);
  }

  /** How often it was started again. */
  public int restartCount() {
    return current == null ? Math.max(0, nextAttempt - 1) : current.id().attempt();
  }

  /** Whether its main process runs. */
  public boolean isRunning() {
    return current != null && current.exit().isEmpty();
  }

  /** How the latest run ended; empty while it runs or when it never ran. */
  public Optional<ContainerState.Exit> exit() {
    return current().flatMap(ContainerState::exit);
  }
}
