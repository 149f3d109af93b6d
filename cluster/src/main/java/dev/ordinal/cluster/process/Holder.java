package dev.ordinal.cluster.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that holds the cluster's user namespace and the mount namespace in which the nodes'
 * network namespaces are pinned. It sleeps; everything that runs pods is started into its
 * namespaces.
 *
 * <p>One user namespace for all nodes is what lets their network namespaces be linked. An ordinary
 * user is mapped to 0 and nobody else is mapped; root maps every id to itself.
 */
public final class Holder {

  // "ready" is printed by a program inside: by then the namespaces exist and unshare has written
  // its maps.
  private static final String SCRIPT = "echo ready; exec sleep infinity </dev/null >/dev/null 2>&1";

  private Holder() {}

  /**
   * How ids inside the user namespace stand for ids outside; recorded with the data, since files
   * belong to them.
   */
  public enum Mapping {
    /** The user who started the cluster is 0 inside; nothing else is mapped. */
    SINGLE,
    /** Every id is itself; only root can make it. */
    IDENTITY
  }

  /** The mapping that this user can make. */
  public static Mapping mappingOfThisUser() {
    return "root".equals(System.getProperty("user.name")) ? Mapping.IDENTITY : Mapping.SINGLE;
  }

  /** Starts a holder and returns when its namespaces can be entered. */
  public static ProcessIdentity start(Mapping mapping) throws IOException {
    List<String> command =
        switch (mapping) {
          case SINGLE ->
              List.of(
                  "setsid",
                  "unshare",
                  "--user",
                  "--map-root-user",
                  "--mount",
                  "--propagation",
                  "slave",
                  "sh",
                  "-c",
                  SCRIPT);
          case IDENTITY ->
              List.of(
                  "setsid",
                  "unshare",
                  "--user",
                  "--mount",
                  "--propagation",
                  "slave",
                  "sh",
                  "-c",
                  SCRIPT);
        };
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String line;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      line = output.readLine();
    }
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IOException(
          "cannot make a user namespace: "
              + (line == null ? "unshare ended without a word" : line)
              + "; check /proc/sys/user/max_user_namespaces, /proc/sys/kernel/unprivileged_userns_clone and"
              + " kernel.apparmor_restrict_unprivileged_userns, or start with --isolation=process");
    }
    if (mapping == Mapping.IDENTITY) {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      Files.writeString(proc.resolve("uid_map"), "0 0 4294967295\n");
      Files.writeString(proc.resolve("gid_map"), "0 0 4294967295\n");
    }
    return ProcessIdentity.of(process.pid())
        .orElseThrow(() -> new IOException("the namespaces' holder ended at once"));
  }

  /** What to put in front of a command so that it runs in the holder's namespaces. */
  public static List<String> enter(ProcessIdentity holder) {
    return List.of(
        "nsenter",
        "--user",
        "--mount",
        "--preserve-credentials",
        "--target",
        Long.toString(holder.pid()));
  }

  /** Names the holder's user namespace as {@code /proc/PID/ns/user} does. */
  public static String userNamespace(ProcessIdentity holder) {
    return ProcessTable.read(holder.pid()).map(entry -> entry.link("ns/user")).orElse("");
  }
}
