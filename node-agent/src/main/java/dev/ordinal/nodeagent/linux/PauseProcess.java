package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The first process of a PID namespace that all containers of a pod share; it adopts what they
 * leave behind. Its number is in a file, so that a later agent finds it.
 */
public final class PauseProcess {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The kernel reaps the children of a process that ignores SIGCHLD. */
  private static final String SCRIPT =
      "/usr/bin/env -i --ignore-signal=CHLD /usr/bin/sleep infinity </dev/null >/dev/null 2>&1 &"
          + " echo $! >\"$0\"";

  private final Path record;

  /** The pause process that this file names, or is going to. */
  public PauseProcess(Path record) {
    this.record = record;
  }

  /** Starts it. */
  public void start() throws IOException {
    Files.deleteIfExists(record);
    Command.run(
        List.of(
            "/usr/bin/unshare",
            "--pid",
            "/usr/bin/setsid",
            "/bin/sh",
            "-c",
            SCRIPT,
            record.toString()),
        "");
    Supervisor.Deadline deadline = new Supervisor.Deadline(PATIENCE);
    while (pidNamespace().isEmpty()) {
      deadline.await(() -> "the pod's first process did not start");
    }
  }

  /** The namespace that it holds; empty when it is gone. */
  public Optional<Path> pidNamespace() {
    return pid().map(pid -> Path.of("/proc/" + pid + "/ns/pid")).filter(Files::exists);
  }

  /** Ends it and with it every process of its namespace. */
  public void kill() {
    pid()
        .flatMap(ProcessCalls::open)
        .ifPresent(
            process -> {
              try (process) {
                ProcessCalls.signal(process, ProcessCalls.SIGKILL);
              }
            });
  }

  private Optional<Long> pid() {
    try {
      String text = Files.exists(record) ? Files.readString(record) : "";
      if (!text.endsWith("\n")) {
        return Optional.empty();
      }
      long pid = Long.parseLong(text.strip());
      return isPause(pid) ? Optional.of(pid) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number used again by something else does not count. */
  private static boolean isPause(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains("infinity");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Kills every process whose mount namespace is this one. */
  public static void killAllIn(String mountNamespace) {
    ProcessHandle.allProcesses()
        .filter(process -> mountNamespace.equals(mountNamespace(process.pid())))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** The mount namespace of a process as the kernel names it; empty when it is gone. */
  public static String mountNamespace(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/mnt")).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
