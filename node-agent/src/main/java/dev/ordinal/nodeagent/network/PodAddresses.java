package dev.ordinal.nodeagent.network;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which pod has which address of the node's range: a file for each address in use, so that none is
 * given twice, whatever happens to the agent.
 *
 * <p>Threads: safe.
 */
public final class PodAddresses {

  private final Path directory;
  private final int first;
  private final int size;
  private int next;

  /**
   * The addresses of a range.
   *
   * @param range such as {@code 10.244.1.0/24}; the first two and the last address are not given
   */
  public PodAddresses(Path directory, String range) throws IOException {
    this.directory = Files.createDirectories(directory);
    String[] parts = range.split("/");
    first = toInt(parts[0]);
    size = 1 << (32 - Integer.parseInt(parts[1]));
    next = 2;
  }

  /** The address that a pod has, else a free one, which is the pod's from now on. */
  public synchronized String allocate(String podUid) throws IOException {
    Optional<String> held = find(podUid);
    if (held.isPresent()) {
      return held.get();
    }
    for (int i = 0; i < size - 3; i++) {
      String address = toText(first + next);
      next = next + 1 >= size - 1 ? 2 : next + 1;
      try {
        Files.writeString(directory.resolve(address), podUid, StandardOpenOption.CREATE_NEW);
        return address;
      } catch (FileAlreadyExistsException taken) {
        // try the next one
      }
    }
    throw new IOException("no free address in the node's pod range");
  }

  /** The address that a pod has. */
  public Optional<String> find(String podUid) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (Files.readString(file).equals(podUid)) {
          return Optional.of(file.getFileName().toString());
        }
      }
    }
    return Optional.empty();
  }

  /** Gives an address back. */
  public void free(String address) throws IOException {
    Files.deleteIfExists(directory.resolve(address));
  }

  private static int toInt(String address) {
    int value = 0;
    for (String part : address.split("\\.")) {
      value = value << 8 | Integer.parseInt(part);
    }
    return value;
  }

  private static String toText(int address) {
    return "%d.%d.%d.%d"
        .formatted(address >>> 24, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
  }

  /** A name for the node's end of a pod's link, at most 15 characters. */
  static String linkName(String address) {
    return "v%08x".formatted(toInt(address));
  }
}
