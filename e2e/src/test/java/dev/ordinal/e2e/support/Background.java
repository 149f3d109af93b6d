package dev.ordinal.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that runs beside the test. */
public final class Background implements AutoCloseable {

  private final List<String> command;
  private final Process process;
  private final Path out;

  Background(List<String> command, Process process, Path out) {
    this.command = command;
    this.process = process;
    this.out = out;
  }

  /** Everything printed so far. */
  public String output() {
    try {
      return Files.readString(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types text, as a person at its terminal would. */
  public void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed a text. */
  public String awaitOutput(String text) {
    return Await.until(
        String.join(" ", command) + " prints " + text,
        Duration.ofSeconds(60),
        this::output,
        printed -> printed.contains(text));
  }

  /** Waits for its end. */
  public int awaitEnd() {
    Await.until(
        String.join(" ", command) + " ends",
        Duration.ofSeconds(60),
        process::isAlive,
        alive -> !alive);
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
