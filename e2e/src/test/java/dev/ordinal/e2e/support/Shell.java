package dev.ordinal.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as a person would, with a limit of time. */
public final class Shell {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Map<String, String> environment;

  /** Programs get these variables beside this process' own. */
  public Shell(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Runs a program without input. */
  public Result run(List<String> command) {
    return run(command, "");
  }

  /** Runs a program with text as its input. */
  public Result run(List<String> command, String input) {
    try {
      Path out = Files.createTempFile("out", "");
      Path err = Files.createTempFile("err", "");
      try {
        Process process =
            builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().write(input.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().close();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        String trouble = ended ? "" : "\n(did not end within " + LIMIT.toSeconds() + " s)";
        return new Result(
            command,
            ended ? process.exitValue() : 124,
            Files.readString(out),
            Files.readString(err) + trouble);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Starts a program that goes on while the test does; its output goes to a file. */
  public Background start(List<String> command) {
    try {
      Path out = Files.createTempFile("background", ".out");
      Process process =
          builder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      return new Background(command, process, out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }
}
