package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The small shell process beside each container: starts it, keeps its streams, leaves its exit
 * code. It and what it leaves in the container's directory are all that a later agent needs.
 */
public final class Supervisor {

  private static final Duration START_PATIENCE = Duration.ofSeconds(20);
  private static final int CONTROL_PIPE_BYTES = 4096;

  private final Path directory;

  /** The supervisor of the container whose directory this is, started before or still to start. */
  public Supervisor(Path directory) {
    this.directory = directory;
  }

  /** Writes the script where supervisors will find it; one that runs keeps its own copy. */
  public static void install(Path script) throws IOException {
    Path fresh = script.resolveSibling(script.getFileName() + ".new");
    try (InputStream in = Supervisor.class.getResourceAsStream("sup.sh")) {
      if (in == null) {
        throw new IOException("the supervisor's script is missing in this build");
      }
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes the FIFOs: once, before the agent opens their reading ends. */
  public void makePipes() throws IOException {
    Files.createDirectories(directory);
    for (String name : List.of("ctl", "stdin", "stdout", "stderr")) {
      PipeCalls.makeFifo(directory.resolve(name));
    }
    Files.writeString(directory.resolve("fstab"), ProcMounts.fstab());
  }

  /**
   * Starts the supervisor and the program in a root, returns the program's process number once it
   * holds the root.
   *
   * @throws IOException when the program could not be started; the message says why
   */
  public long start(SupervisorSpec spec, RootThread root) throws IOException {
    if (!spec.controlGroups().isEmpty()) {
      Files.write(
          directory.resolve("cgroups"), spec.controlGroups().stream().map(Path::toString).toList());
    }
    if (spec.oomScoreAdjust() > 0) {
      Files.writeString(directory.resolve("oom"), spec.oomScoreAdjust() + "\n");
    }
    List<String> start = new ArrayList<>();
    if (spec.pidNamespace().isPresent()) {
      start.addAll(List.of("/usr/bin/nsenter", "--pid=" + spec.pidNamespace().get(), "--no-fork"));
    } else {
      start.addAll(List.of("/usr/bin/unshare", "--pid"));
    }
    Deadline deadline = launch(spec, start, root.proc().toString());
    return awaitProgram(root.proc(), deadline);
  }

  /**
   * Starts the supervisor and the program as processes of the host, without any namespace.
   *
   * @throws IOException when the program could not be started; the message says why
   */
  public long startPlain(SupervisorSpec spec) throws IOException {
    Deadline deadline = launch(spec, List.of(), "-");
    OptionalLong pid = programPid();
    while (pid.isEmpty()) {
      deadline.await(this::setupErrors);
      pid = programPid();
    }
    return pid.getAsLong();
  }

  private Deadline launch(SupervisorSpec spec, List<String> start, String root) throws IOException {
    launchScript(spec, start, root);
    Deadline deadline = new Deadline(START_PATIENCE);
    while (supervisorPid().isEmpty()) {
      deadline.await(this::setupErrors);
    }
    if (spec.tty()) {
      Terminal.connect(directory, supervisorPid().getAsLong(), deadline);
    }
    return deadline;
  }

  private void launchScript(SupervisorSpec spec, List<String> start, String root)
      throws IOException {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("/bin/sh", "-c", "\"$@\" </dev/null >/dev/null 2>>\"$0\" &"));
    argv.add(directory.resolve("setup.err").toString());
    argv.addAll(start);
    argv.addAll(List.of("/usr/bin/setsid", "/bin/sh", spec.script().toString()));
    String input = spec.tty() ? "tty" : spec.stdin() ? "stdin" : "none";
    argv.addAll(List.of(directory.toString(), root, input, spec.workingDir()));
    argv.add(directory.resolve("fstab").toString());
    argv.addAll(spec.argv());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(spec.env());
    Namespaces.inside(spec.namespaces(), builder::start);
  }

  private long awaitProgram(Path rootProc, Deadline deadline) throws IOException {
    Path wanted = Files.readSymbolicLink(rootProc.resolve("ns/mnt"));
    while (true) {
      OptionalLong pid = programPid();
      if (pid.isPresent() && holds(pid.getAsLong(), wanted)) {
        return pid.getAsLong();
      }
      if (exitCode().isPresent()) {
        String errors = setupErrors();
        if (!errors.isEmpty()) {
          throw new IOException(errors);
        }
        return pid.orElse(0); // it ran and ended before we looked
      }
      deadline.await(this::setupErrors);
    }
  }

  private static boolean holds(long pid, Path namespace) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/mnt")).equals(namespace);
    } catch (IOException gone) {
      return false;
    }
  }

  /** What went wrong before the program ran; empty when nothing did. */
  public String setupErrors() {
    return read("setup.err").map(String::strip).orElse("");
  }

  /** The main process as the host counts; empty before it started. */
  public OptionalLong programPid() {
    return number("pid");
  }

  /** The supervisor itself; empty before it started. */
  public OptionalLong supervisorPid() {
    return number("suppid");
  }

  /** The exit code once the main process has ended, as a shell sees it. */
  public OptionalInt exitCode() {
    OptionalLong code = number("exit");
    return code.isPresent() ? OptionalInt.of((int) code.getAsLong()) : OptionalInt.empty();
  }

  /** Waits for a program that ends by itself. */
  public int awaitExitCode() throws IOException {
    Deadline deadline = new Deadline(START_PATIENCE);
    OptionalInt code = exitCode();
    while (code.isEmpty()) {
      deadline.await(() -> "the program does not end");
      code = exitCode();
    }
    return code.getAsInt();
  }

  /** Lets the supervisor of an ended program go: everything it kept has been read. */
  public void acknowledge() {
    try (Fd control = Fd.open(directory.resolve("ctl"), Fd.O_RDWR | Fd.O_NONBLOCK)) {
      PipeCalls.write(control, new byte[] {'\n'}, 0, 1);
      Deadline deadline = new Deadline(START_PATIENCE);
      OptionalLong pid = supervisorPid();
      while (pid.isPresent() && runs(pid.getAsLong())) {
        deadline.await(() -> "the supervisor in " + directory + " does not end");
      }
    } catch (IOException | LinuxException e) {
      // it is gone already, and with it what it kept
    }
  }

  /** Whether a supervisor with this number is alive; a number used again does not count. */
  private boolean runs(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(directory.toString());
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whether the supervisor is alive. */
  public boolean isRunning() {
    OptionalLong pid = supervisorPid();
    return pid.isPresent() && runs(pid.getAsLong());
  }

  /** Closes the program's standard input for good. */
  public void closeStdin() {
    OptionalLong pid = supervisorPid();
    if (pid.isPresent() && runs(pid.getAsLong())) {
      ProcessCalls.open(pid.getAsLong())
          .ifPresent(
              process -> {
                try (process) {
                  ProcessCalls.signal(process, ProcessCalls.SIGUSR1);
                }
              });
    }
  }

  /** Makes the two small pipes small, which leaves more of the user's share for the others. */
  public void shrinkPipes() {
    for (String name : List.of("ctl", "stdin")) {
      try (Fd fd = Fd.open(directory.resolve(name), Fd.O_RDWR | Fd.O_NONBLOCK)) {
        PipeCalls.resize(fd, CONTROL_PIPE_BYTES);
      }
    }
  }

  private OptionalLong number(String name) {
    String text = read(name).map(String::strip).orElse("");
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private Optional<String> read(String name) {
    try {
      String text = Files.readString(directory.resolve(name));
      return text.endsWith("\n") || name.equals("setup.err") ? Optional.of(text) : Optional.empty();
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A bounded wait in small steps for something that takes a few milliseconds. */
  static final class Deadline {
    private static final long STEP_NANOS = 500_000;
    private final long end;

    Deadline(Duration patience) {
      end = System.nanoTime() + patience.toNanos();
    }

    void await(java.util.function.Supplier<String> what) throws IOException {
      if (System.nanoTime() - end > 0) {
        throw new IOException("timed out: " + what.get());
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
