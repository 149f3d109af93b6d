package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.ControlGroups;
import dev.ordinal.nodeagent.linux.Fd;
import dev.ordinal.nodeagent.linux.MarkedProcesses;
import dev.ordinal.nodeagent.linux.PauseProcess;
import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.linux.ProcessCalls;
import dev.ordinal.nodeagent.linux.Supervisor;
import dev.ordinal.nodeagent.linux.Terminal;
import dev.ordinal.nodeagent.log.FileLogReader;
import dev.ordinal.nodeagent.log.LogPump;
import dev.ordinal.nodeagent.log.LogSignal;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.LogReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a container, fresh or adopted: its output is pumped, its end is noticed and written
 * down.
 *
 * <p>Threads: safe.
 */
public final class RunningContainer {

  private static final Duration EXIT_CODE_PATIENCE = Duration.ofSeconds(5);

  private final ContainerId id;
  private final Records.Container record;
  private final Path directory;
  private final Supervisor supervisor;
  private final LogSignal signal = new LogSignal();
  private final CompletableFuture<ContainerState> ended = new CompletableFuture<>();
  private @Nullable LogPump pump;
  private volatile boolean removed;

  /** A run with its record; nothing is opened yet. */
  public RunningContainer(ContainerId id, Records.Container record, Path directory) {
    this.id = id;
    this.record = record;
    this.directory = directory;
    this.supervisor = new Supervisor(directory);
  }

  Records.Container record() {
    return record;
  }

  /** Where its files are. */
  public Path directory() {
    return directory;
  }

  ContainerId id() {
    return id;
  }

  Supervisor supervisor() {
    return supervisor;
  }

  LogSignal signal() {
    return signal;
  }

  Path logs() {
    return directory.resolve("log");
  }

  /** Takes the end of an earlier run from its record. */
  void rememberEnd(Records.End end) {
    signal.ended();
    ended.complete(state(Optional.of(exit(end))));
  }

  /** The name of a container's control groups, on this machine its alone. */
  public static String groupName(ContainerId id) {
    return "ordinal-%s-%s-%d".formatted(id.podUid(), id.container(), id.attempt());
  }

  /** Begins to pump the output of a container that runs or ran. */
  public void open(Poller poller) throws IOException {
    if (record.tty()) {
      openTerminal(poller);
    } else {
      openPipes(poller);
    }
  }

  /** Begins to pump output; the FIFOs must be there. */
  private void openPipes(Poller poller) throws IOException {
    pump = LogPump.ofPipes(poller, directory, logs(), signal);
  }

  /** Begins to pump what a terminal shows; the supervisor must run. */
  private void openTerminal(Poller poller) throws IOException {
    var supervisorPid = supervisor.supervisorPid();
    if (supervisorPid.isPresent() && supervisor.isRunning()) {
      pump = LogPump.ofTerminal(poller, Terminal.take(supervisorPid.getAsLong()), logs(), signal);
    }
  }

  /** Watches for the end of the main process. */
  void watch(Poller poller, Consumer<ContainerState> listener) {
    Optional<Fd> process = openProcess();
    if (process.isEmpty()) {
      Thread.ofVirtual().name("end of " + id).start(() -> finish(listener));
      return;
    }
    Poller.Watch[] watch = new Poller.Watch[1];
    poller.run(
        () ->
            watch[0] =
                poller.watch(
                    process.get(),
                    () -> {
                      watch[0].cancel();
                      Thread.ofVirtual().name("end of " + id).start(() -> finish(listener));
                    }));
  }

  /** A descriptor of the main process; empty when it is gone. */
  Optional<Fd> openProcess() {
    if (record.pid() == 0) {
      return Optional.empty();
    }
    Optional<Fd> process = ProcessCalls.open(record.pid());
    var start = ProcessCalls.startTime(record.pid());
    if (process.isPresent() && (start.isEmpty() || start.getAsLong() != record.pidStart())) {
      process.get().close();
      return Optional.empty();
    }
    return process;
  }

  /** Kills what the main process has started, where it does not end with it. */
  private void killOffspring() {
    if (!record.sharedMounts().isEmpty()) {
      PauseProcess.killAllIn(record.sharedMounts());
    }
    if (record.plain()) {
      MarkedProcesses.killAll(directory, supervisor.supervisorPid());
    }
  }

  /** Kills the main process and all that it has started. */
  void kill() {
    signal(ProcessCalls.SIGKILL);
    killOffspring();
  }

  private void finish(Consumer<ContainerState> listener) {
    OptionalInt code = exitCode();
    killOffspring();
    if (pump != null) {
      pump.drain();
    }
    signal.ended();
    Records.End end = EndReason.of(code, directory.resolve("termination-log"), this);
    ControlGroups.remove(RunningContainer.groupName(id));
    try {
      if (!removed) {
        Records.write(directory.resolve("end.json"), end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      supervisor.acknowledge();
      ContainerState state = state(Optional.of(exit(end)));
      if (ended.complete(state)) {
        listener.accept(state);
      }
    }
  }

  /** The code appears a moment after the process is gone; without a supervisor it never does. */
  private OptionalInt exitCode() {
    long deadline = System.nanoTime() + EXIT_CODE_PATIENCE.toNanos();
    OptionalInt code = supervisor.exitCode();
    while (code.isEmpty() && supervisor.isRunning() && deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(200_000);
      code = supervisor.exitCode();
    }
    return code.isPresent() ? code : supervisor.exitCode();
  }

  /** How it is now. */
  public ContainerState state() {
    ContainerState finished = ended.getNow(null);
    return finished == null ? state(Optional.empty()) : finished;
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  private ContainerState state(Optional<ContainerState.Exit> exit) {
    return new ContainerState(
        id,
        record.imageReference(),
        record.imageId(),
        record.runtimeId(),
        exit.isPresent() ? 0 : record.pid(),
        Instant.ofEpochMilli(record.startedMillis()),
        exit);
  }

  private static ContainerState.Exit exit(Records.End end) {
    return new ContainerState.Exit(
        end.code(), end.reason(), end.message(), Instant.ofEpochMilli(end.finishedMillis()));
  }

  /** Waits for the end; false when the time is over first. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    try {
      ended.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end, for as long as it takes. */
  ContainerState.Exit awaitEnd() throws InterruptedException {
    try {
      return ended.get().exit().orElseThrow();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  void signal(int number) {
    openProcess()
        .ifPresent(
            process -> {
              try (process) {
                ProcessCalls.signal(process, number);
              }
            });
  }

  LogReader openLog() {
    return new FileLogReader(logs(), signal);
  }

  void markRemoved() {
    removed = true;
  }
}
