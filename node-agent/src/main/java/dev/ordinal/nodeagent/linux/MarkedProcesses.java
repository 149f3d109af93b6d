package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The processes of a container that has no PID namespace. They are known by a variable which each
 * process inherits from the one that started it, or by the container's pipes into which they write,
 * never by a number on paper.
 */
public final class MarkedProcesses {

  /** Its value is the container's directory. */
  public static final String VARIABLE = "ORDINAL_CONTAINER";

  private static final int ROUNDS = 50;
  private static final Set<PosixFilePermission> WRITE_ONLY =
      Set.of(PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private MarkedProcesses() {}

  /**
   * Kills all that belong to a container but its supervisor, which keeps the exit code and what is
   * in the pipes; again and again, because they may start others meanwhile.
   */
  public static void killAll(Path container, OptionalLong supervisor) {
    String mark = VARIABLE + "=" + container;
    for (int round = 0; round < ROUNDS; round++) {
      List<Long> found =
          ProcessHandle.allProcesses()
              .map(ProcessHandle::pid)
              .filter(pid -> supervisor.isEmpty() || pid != supervisor.getAsLong())
              .filter(pid -> isMarked(pid, mark) || writesTo(pid, container))
              .toList();
      if (found.isEmpty()) {
        return;
      }
      found.forEach(pid -> kill(pid, mark, container));
    }
  }

  private static void kill(long pid, String mark, Path container) {
    ProcessCalls.open(pid)
        .ifPresent(
            process -> {
              try (process) {
                if (isMarked(pid, mark)
                    || writesTo(pid, container)) { // still the same one, now that it is held
                  ProcessCalls.signal(process, ProcessCalls.SIGKILL);
                }
              }
            });
  }

  /** Whoever has only the writing end is neither the supervisor nor an agent. */
  private static boolean writesTo(long pid, Path container) {
    Set<Path> pipes = Set.of(container.resolve("stdout"), container.resolve("stderr"));
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        if (pipes.contains(Files.readSymbolicLink(descriptor))
            && Files.getPosixFilePermissions(descriptor, LinkOption.NOFOLLOW_LINKS)
                .equals(WRITE_ONLY)) {
          return true;
        }
      }
      return false;
    } catch (IOException notOurs) {
      return false;
    }
  }

  /** An ended process has no environment any more. */
  private static boolean isMarked(long pid, String mark) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
      String text = new String(environment, StandardCharsets.UTF_8);
      return Arrays.asList(text.split("\0")).contains(mark);
    } catch (IOException notOurs) {
      return false;
    }
  }
}
