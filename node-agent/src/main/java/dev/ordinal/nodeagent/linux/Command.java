package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host to its end; children are in the calling thread's namespaces. */
public final class Command {

  private static final long PATIENCE_SECONDS = 30;

  private Command() {}

  /**
   * Runs it and returns what it printed.
   *
   * @throws IOException when it cannot be started or ends with another code than 0; the message
   *     carries what it printed
   */
  public static String run(List<String> argv, String input) throws IOException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    try {
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", argv) + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            String.join(" ", argv) + " ended with " + process.exitValue() + ": " + output.strip());
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + argv.getFirst(), e);
    }
  }

  /** Runs several {@code ip} commands in one process. */
  public static void ip(List<String> commands) throws IOException {
    run(List.of(Programs.find("ip"), "-force", "-batch", "-"), String.join("\n", commands) + "\n");
  }
}
