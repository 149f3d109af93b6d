package dev.ordinal.nodeagent.namespace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A holder of namespaces as {@code cluster} makes one, and JVMs started into it.
 *
 * <p>As root it can stand for an ordinary user too; everything such a user needs is copied to a
 * directory that it may read.
 */
final class HolderHarness implements AutoCloseable {

  /** Who runs the cluster. */
  enum Who {
    ROOT,
    ORDINARY_USER
  }

  private static final int ORDINARY_UID = 54_321;
  private static final String READY = "echo ready; exec 0</dev/null 1>&0 2>&0; exec sleep infinity";

  private final Who who;
  private final Path directory;
  private final Process holder;
  private final String userNamespace;

  private HolderHarness(Who who, Path directory, Process holder) throws IOException {
    this.who = who;
    this.directory = directory;
    this.holder = holder;
    this.userNamespace = namespaceOf(holder.pid());
  }

  static HolderHarness start(Who who) throws IOException {
    boolean root = System.getProperty("user.name").equals("root");
    require(who == Who.ORDINARY_USER || root, "needs root");
    require(Files.exists(Path.of("/usr/bin/unshare")), "needs util-linux");
    require(
        Stream.of("/usr/sbin/ip", "/usr/bin/ip", "/sbin/ip")
            .anyMatch(p -> Files.exists(Path.of(p))),
        "needs iproute2");
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "ordinal-pods");
    Files.setAttribute(directory, "unix:mode", 0755);
    copyClassPath(directory.resolve("lib"));
    Path data = Files.createDirectory(directory.resolve("data"));
    List<String> command = new ArrayList<>();
    if (who == Who.ORDINARY_USER && root) {
      Files.setAttribute(data, "unix:uid", ORDINARY_UID);
      Files.setAttribute(data, "unix:gid", ORDINARY_UID);
      command.addAll(asOrdinaryUser());
    }
    command.addAll(List.of("setsid", "unshare", "--user"));
    if (who == Who.ORDINARY_USER) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("--mount", "--propagation", "slave", "sh", "-c", READY));
    Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] line = new byte[6];
    int got = holder.getInputStream().readNBytes(line, 0, line.length);
    require(
        new String(line, 0, got, StandardCharsets.UTF_8).startsWith("ready"),
        "needs user namespaces");
    if (who == Who.ROOT) {
      for (String map : List.of("uid_map", "gid_map")) {
        Files.writeString(Path.of("/proc/" + holder.pid(), map), "0 0 4294967295\n");
      }
    }
    return new HolderHarness(who, directory, holder);
  }

  private static void require(boolean condition, String reason) {
    if (Boolean.parseBoolean(System.getenv("ORDINAL_REQUIRE_ALL")) && !condition) {
      throw new AssertionError(reason);
    }
    Assumptions.assumeTrue(condition, reason);
  }

  private static List<String> asOrdinaryUser() {
    return List.of(
        "setpriv", "--reuid=" + ORDINARY_UID, "--regid=" + ORDINARY_UID, "--clear-groups");
  }

  private static void copyClassPath(Path target) throws IOException {
    Files.createDirectory(target);
    int number = 0;
    for (String element : System.getProperty("java.class.path").split(":")) {
      Path from = Path.of(element);
      Path to = target.resolve("%03d-%s".formatted(number++, from.getFileName()));
      if (Files.isDirectory(from)) {
        copyTree(from, to);
      } else if (Files.exists(from)) {
        Files.copy(from, to);
      }
    }
    try (Stream<Path> all = Files.walk(target)) {
      for (Path path : all.toList()) {
        Files.setAttribute(path, "unix:mode", Files.isDirectory(path) ? 0755 : 0644);
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(path).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The cluster's data directory. */
  Path data() {
    return directory.resolve("data");
  }

  /**
   * Runs a main class in the holder to its end; its first argument is the data directory.
   *
   * @return what it printed
   */
  String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (who == Who.ORDINARY_USER && System.getProperty("user.name").equals("root")) {
      command.addAll(asOrdinaryUser());
    }
    command.addAll(List.of("nsenter", "--user", "--mount", "--preserve-credentials"));
    command.addAll(List.of("-t", String.valueOf(holder.pid())));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Duser.home=" + data(), "-cp", classPath(), main.getName()));
    command.add(data().toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean over = process.waitFor(180, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(output);
    if (!over || process.exitValue() != 0) {
      throw new AssertionError(
          (over ? "ended with " + process.exitValue() : "did not end") + ":\n" + text);
    }
    return text;
  }

  private String classPath() throws IOException {
    try (Stream<Path> elements = Files.list(directory.resolve("lib"))) {
      return String.join(":", elements.sorted().map(Path::toString).toList());
    }
  }

  /** Processes other than the holder that are in its user namespace. */
  List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != holder.pid())
        .filter(process -> userNamespace.equals(namespaceOf(process.pid())))
        .filter(process -> !isZombie(process.pid()))
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  /** Ended, and only waiting for the machine's first process to notice. */
  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException gone) {
      return true;
    }
  }

  /** Mounts in the holder below the data directory. */
  List<String> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + holder.pid() + "/mountinfo")).stream()
        .filter(line -> line.contains(data().toString()))
        .toList();
  }

  private static String namespaceOf(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/user")).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    for (String process : processes()) {
      ProcessHandle.of(Long.parseLong(process.split(" ", 2)[0]))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
    holder.destroyForcibly();
    try {
      holder.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deleteTree(directory);
  }

  private static void deleteTree(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> entries = Files.list(path)) {
        for (Path entry : entries.toList()) {
          deleteTree(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
