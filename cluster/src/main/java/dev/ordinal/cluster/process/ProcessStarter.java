package dev.ordinal.cluster.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts processes that outlive this one: a session of their own, no input, output to a file. */
public final class ProcessStarter {

  private ProcessStarter() {}

  /**
   * Starts a program in the background.
   *
   * @param environment replaces this process' environment
   * @param log gets its output, appended
   */
  public static ProcessIdentity start(
      List<String> command, Map<String, String> environment, Path log) throws IOException {
    List<String> whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    // setsid, nsenter and env replace themselves by the program, so the number stays the same.
    return ProcessIdentity.of(process.pid())
        .orElseThrow(() -> new IOException(command.getFirst() + " ended at once; see " + log));
  }

  /**
   * Runs a program to its end and returns its output; a failure is an exception with that output.
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          String.join(" ", command) + " failed with " + code + ": " + output.strip());
    }
    return output;
  }

  /** The program of that name on a path such as {@code /usr/bin:/bin}. */
  public static Optional<Path> find(String program, String searchPath) {
    for (String directory : searchPath.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory, program);
      if (java.nio.file.Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Asks a process to end; false where it was gone already. */
  public static boolean terminate(ProcessIdentity identity) {
    return identity.isAlive()
        && ProcessHandle.of(identity.pid()).map(ProcessHandle::destroy).orElse(false);
  }

  /** Ends a process that does not end by itself. */
  public static boolean kill(ProcessIdentity identity) {
    return identity.isAlive()
        && ProcessHandle.of(identity.pid()).map(ProcessHandle::destroyForcibly).orElse(false);
  }

  /** Waits for a process that need not be a child of this one; true when it is gone. */
  public static boolean awaitEnd(ProcessIdentity identity, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (identity.isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      // There is no event for a process that is not a child, short of a native call; this only runs
      // during `down`.
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return true;
  }
}
