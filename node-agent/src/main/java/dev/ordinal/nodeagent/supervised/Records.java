package dev.ordinal.nodeagent.supervised;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a later agent needs to know, as small files that are whole or not there. They are not
 * synced: after a crash of the machine there is nothing left to adopt.
 */
public final class Records {

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private Records() {}

  /** A pod's namespaces. */
  public record Sandbox(
      String podUid,
      String namespace,
      String name,
      String hostname,
      boolean hostNetwork,
      boolean shareProcesses,
      Map<String, String> sysctls,
      String ip,
      long createdMillis,
      boolean stopped) {

    /** The same without an address. */
    public Sandbox asStopped() {
      return new Sandbox(
          podUid,
          namespace,
          name,
          hostname,
          hostNetwork,
          shareProcesses,
          sysctls,
          "",
          createdMillis,
          true);
    }
  }

  /**
   * One run of a container; pid 0 means that it never ran.
   *
   * @param sharedMounts its mount namespace where it shares the pod's PID namespace, so that what
   *     it leaves behind can be found; else empty
   * @param plain whether it runs in no namespaces at all: its processes are known by a mark in
   *     their environment
   */
  public record Container(
      String imageReference,
      String imageId,
      String runtimeId,
      String stopSignal,
      boolean tty,
      boolean stdin,
      boolean stdinOnce,
      String workingDir,
      Map<String, String> env,
      List<String> execPrefix,
      long startedMillis,
      long pid,
      long pidStart,
      String sharedMounts,
      boolean plain) {}

  /** How it ended. */
  public record End(int code, String reason, String message, long finishedMillis) {}

  /** Writes it whole or not at all. */
  public static void write(Path file, Object record) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(record));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads it; empty where there is none. */
  public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), type)) : Optional.empty();
  }

  /** The entries of a directory, in order; none where there is no directory. */
  public static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a tree without following links. */
  public static void deleteTree(Path directory) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : list(directory)) {
        deleteTree(entry);
      }
    }
    Files.deleteIfExists(directory);
  }
}
