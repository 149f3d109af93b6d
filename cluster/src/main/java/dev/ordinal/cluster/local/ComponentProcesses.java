package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.ProcessIdentity;
import dev.ordinal.cluster.process.ProcessStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts, records, finds and ends the processes of one data directory. */
final class ComponentProcesses {

  private final DataDirectory directory;
  private final JavaLauncher launcher;

  ComponentProcesses(DataDirectory directory, JavaLauncher launcher) {
    this.directory = directory;
    this.launcher = launcher;
  }

  /** The record of a component that runs now. */
  Optional<ComponentRecord> running(String name) throws IOException {
    return Json.read(directory.record(name), ComponentRecord.class)
        .filter(record -> record.process().isAlive());
  }

  void start(Component component, List<String> enter) throws IOException {
    Files.deleteIfExists(directory.address(component.name()));
    List<String> command = new ArrayList<>(enter);
    command.addAll(
        launcher.command(component.mainClass(), component.heapMegabytes(), component.arguments()));
    record(
        component.name(),
        ProcessStarter.start(command, JavaLauncher.environment(), directory.log(component.name())));
  }

  void record(String name, ProcessIdentity process) throws IOException {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Json.write(directory.record(name), new ComponentRecord(name, process, now));
  }

  /** Asks a component to end, and makes it after a time. */
  void stop(String name, Duration patience) throws IOException, InterruptedException {
    Optional<ComponentRecord> record = running(name);
    if (record.isPresent()) {
      ProcessIdentity process = record.get().process();
      ProcessStarter.terminate(process);
      if (!ProcessStarter.awaitEnd(process, patience)) {
        ProcessStarter.kill(process);
        ProcessStarter.awaitEnd(process, Duration.ofSeconds(5));
      }
    }
    forget(name);
  }

  /** Asks a component to end and does not wait. */
  void terminate(String name) throws IOException {
    running(name).ifPresent(record -> ProcessStarter.terminate(record.process()));
  }

  void forget(String name) throws IOException {
    Files.deleteIfExists(directory.record(name));
    Files.deleteIfExists(directory.address(name));
  }

  /** Where a component listens, once it has said so. */
  Optional<String> address(String name) throws IOException {
    Path file = directory.address(name);
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** The last lines a component printed: why it ended, most likely. */
  String lastWords(String name) {
    try {
      List<String> lines = Files.readAllLines(directory.log(name));
      List<String> told =
          lines.stream().filter(line -> !line.isBlank() && !line.startsWith("\tat ")).toList();
      return told.isEmpty() ? "it printed nothing" : told.getLast();
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
