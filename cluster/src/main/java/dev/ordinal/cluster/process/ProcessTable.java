package dev.ordinal.cluster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What {@code /proc} says about the processes of this machine, as far as this user may see it. */
public final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  private static final Set<PosixFilePermission> WRITE_ONLY =
      Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private ProcessTable() {}

  /** One process. */
  public record Entry(long pid, long parent, char state, long startTicks) {

    boolean isZombie() {
      return state == 'Z' || state == 'X';
    }

    /**
     * Where a link such as {@code cwd} or {@code ns/user} points; empty where it may not be read.
     */
    public String link(String name) {
      try {
        return Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve(name)).toString();
      } catch (IOException | SecurityException e) {
        return "";
      }
    }
  }

  /** Whether a process has one of some files open for writing alone. */
  public static boolean writesTo(Entry entry, Predicate<Path> files) {
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(PROC.resolve(entry.pid() + "/fd"))) {
      for (Path descriptor : descriptors) {
        if (files.test(Files.readSymbolicLink(descriptor))
            && Files.getPosixFilePermissions(descriptor, LinkOption.NOFOLLOW_LINKS)
                .equals(WRITE_ONLY)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** The value that a variable had when a process began; empty where it may not be read. */
  public static String variable(Entry entry, String name) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(entry.pid() + "/environ"));
      for (String pair : new String(bytes, StandardCharsets.UTF_8).split("\0")) {
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  /** One process by its number. */
  public static Optional<Entry> read(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      // The command's name stands in parentheses and may hold anything, spaces and parentheses too.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Optional.of(
          new Entry(
              pid, Long.parseLong(fields[1]), fields[0].charAt(0), Long.parseLong(fields[19])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** All processes that have not ended. */
  public static List<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : directories) {
        read(Long.parseLong(directory.getFileName().toString()))
            .filter(entry -> !entry.isZombie())
            .ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot read /proc", e);
    }
    return entries;
  }

  /** The processes that a condition picks, with all their descendants, parents before children. */
  public static List<Entry> treesOf(Predicate<Entry> isRoot) {
    List<Entry> all = all();
    Map<Long, List<Entry>> children = new HashMap<>();
    all.forEach(
        entry -> children.computeIfAbsent(entry.parent(), parent -> new ArrayList<>()).add(entry));
    Set<Entry> found = new LinkedHashSet<>();
    Deque<Entry> open = new ArrayDeque<>();
    all.stream().filter(isRoot).forEach(open::add);
    while (!open.isEmpty()) {
      Entry entry = open.removeFirst();
      if (found.add(entry)) {
        open.addAll(children.getOrDefault(entry.pid(), List.of()));
      }
    }
    return List.copyOf(found);
  }
}
