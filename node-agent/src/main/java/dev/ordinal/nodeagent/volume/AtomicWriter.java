package dev.ordinal.nodeagent.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a payload so that a reader sees all of the old files or all of the new ones.
 *
 * <pre>
 *   volume/name        -> ..data/name
 *   volume/..data      -> ..2026_11_20_19_03_31.123456789      (swapped by rename)
 *   volume/..2026_.../name
 * </pre>
 */
final class AtomicWriter {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'..'yyyy_MM_dd_HH_mm_ss.nnnnnnnnn").withZone(ZoneOffset.UTC);
  private static final String DATA = "..data";
  private static final String NEW_DATA = "..data_tmp";

  private final Path directory;

  AtomicWriter(Path directory) {
    this.directory = directory;
  }

  /** Brings the directory to the payload; does nothing when it holds it already. */
  boolean write(Payload payload) {
    try {
      Files.createDirectories(directory);
      setMode(directory, 0755);
      if (holds(payload)) {
        return false;
      }
      Path fresh = writeFiles(payload);
      Path old = currentData();
      swap(fresh);
      link(payload);
      if (old != null) {
        Trees.delete(old);
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @org.jspecify.annotations.Nullable Path currentData() throws IOException {
    Path data = directory.resolve(DATA);
    return Files.isSymbolicLink(data) ? directory.resolve(Files.readSymbolicLink(data)) : null;
  }

  private boolean holds(Payload payload) throws IOException {
    Path data = currentData();
    if (data == null || !Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Set<String> present = new HashSet<>();
    try (Stream<Path> walk = Files.walk(data)) {
      walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> present.add(data.relativize(path).toString()));
    }
    if (!present.equals(payload.files().keySet())) {
      return false;
    }
    for (Map.Entry<String, Payload.File> file : payload.files().entrySet()) {
      Path path = data.resolve(file.getKey());
      int mode = ((Integer) Files.getAttribute(path, "unix:mode")) & 0777;
      if (!file.getValue().sameAs(Files.readAllBytes(path), mode)) {
        return false;
      }
    }
    return true;
  }

  private Path writeFiles(Payload payload) throws IOException {
    Path fresh = directory.resolve(STAMP.format(Instant.now()));
    Files.createDirectory(fresh);
    setMode(fresh, 0755);
    for (Map.Entry<String, Payload.File> file : payload.files().entrySet()) {
      Path path = fresh.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().content());
      setMode(path, file.getValue().mode());
    }
    return fresh;
  }

  private void swap(Path fresh) throws IOException {
    Path temporary = directory.resolve(NEW_DATA);
    Files.deleteIfExists(temporary);
    Files.createSymbolicLink(temporary, fresh.getFileName());
    Files.move(
        temporary,
        directory.resolve(DATA),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the names that containers see, and removes those that are gone. */
  private void link(Payload payload) throws IOException {
    Set<String> wanted = new HashSet<>();
    for (String path : payload.files().keySet()) {
      wanted.add(path.contains("/") ? path.substring(0, path.indexOf('/')) : path);
    }
    for (String name : wanted) {
      Path visible = directory.resolve(name);
      if (!Files.isSymbolicLink(visible)) {
        Files.createSymbolicLink(visible, Path.of(DATA, name));
      }
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith("..") && !wanted.contains(name)) {
          Files.delete(entry);
        }
      }
    }
  }

  private static void setMode(Path path, int mode) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromOwner = PosixFilePermission.values();
    for (int bit = 0; bit < fromOwner.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(fromOwner[bit]);
      }
    }
    Files.setPosixFilePermissions(path, permissions);
  }
}
