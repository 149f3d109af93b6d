package dev.ordinal.nodeagent.log;

import dev.ordinal.nodeagent.linux.Fd;
import dev.ordinal.nodeagent.linux.PipeCalls;
import dev.ordinal.nodeagent.linux.Poller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Moves a container's output from its FIFOs or its terminal to its log, for as long as it runs. */
public final class LogPump {

  private static final int TERMINAL_BYTES = 8192;

  private final Poller poller;
  private final LogSignal signal;
  private final List<Source> sources = new ArrayList<>();

  private final class Source {
    private final Fd from;
    private final LogWriter writer;
    private final boolean terminal;
    private final Poller.Watch watch;
    private boolean done;

    Source(Fd from, LogWriter writer, boolean terminal) {
      this.from = from;
      this.writer = writer;
      this.terminal = terminal;
      this.watch = poller.watch(from, this::move);
    }

    /** Moves one portion, so that a loud container does not hold up the others. */
    private void move() {
      long moved = done ? 0 : moveOnce();
      if (moved > 0) {
        signal.grown();
      } else if (moved == 0) {
        finish();
      }
    }

    private long moveOnce() {
      if (!terminal) {
        return writer.moveFrom(from);
      }
      byte[] bytes = new byte[TERMINAL_BYTES];
      int got = PipeCalls.read(from, bytes);
      if (got > 0) {
        writer.append(bytes, got);
      }
      return got == -2 ? 0 : got;
    }

    private void drain() {
      while (!done && moveOnce() > 0) {
        signal.grown();
      }
      finish();
    }

    private void finish() {
      if (!done) {
        done = true;
        watch.cancel();
        writer.close();
      }
    }
  }

  private LogPump(Poller poller, LogSignal signal) {
    this.poller = poller;
    this.signal = signal;
  }

  /** Starts to move what comes through the FIFOs {@code stdout} and {@code stderr}. */
  public static LogPump ofPipes(Poller poller, Path pipes, Path logs, LogSignal signal)
      throws IOException {
    LogPump pump = new LogPump(poller, signal);
    Files.createDirectories(logs);
    for (String name : List.of("stdout", "stderr")) {
      Fd pipe = Fd.openFifoReader(pipes.resolve(name));
      pump.sources.add(pump.new Source(pipe, new LogWriter(LogStream.in(logs, name)), false));
    }
    return pump;
  }

  /** Starts to move what a terminal shows. */
  public static LogPump ofTerminal(Poller poller, Fd master, Path logs, LogSignal signal)
      throws IOException {
    LogPump pump = new LogPump(poller, signal);
    Files.createDirectories(logs);
    pump.sources.add(pump.new Source(master, new LogWriter(LogStream.in(logs, "stdout")), true));
    return pump;
  }

  /** Moves what is left after the program has ended, then lets the files go. */
  public void drain() {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    poller.run(
        () -> {
          sources.forEach(Source::drain);
          drained.complete(null);
        });
    drained.join();
    signal.ended();
  }
}
