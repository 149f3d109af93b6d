package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A further process in a container, started with the host's own tools: nothing but the command
 * itself need be in the container.
 *
 * @param pid the container's main process
 * @param plain whether the container is in no namespaces: then the process is one of the host's too
 * @param argv run inside the container's root
 */
public record ContainerExec(
    long pid, boolean plain, String workingDir, Map<String, String> env, List<String> argv) {

  /** Fails where the container has no such program, before anything is started. */
  public void requireProgram(String program) {
    try (Fd root = Fd.open(Path.of("/proc/" + pid + "/root"), Fd.O_PATH)) {
      ProgramSearch.require(root, program, env.getOrDefault("PATH", ""), workingDir);
    }
  }

  /** Starts it on three pipes. */
  public Process onPipes(boolean stdin) throws IOException {
    List<String> words = new ArrayList<>(enter());
    words.addAll(enterRoot());
    return start(words, stdin ? ProcessBuilder.Redirect.PIPE : nothing());
  }

  /** Starts it on a new terminal of the container. */
  public Started onTerminal(Poller poller, int rows, int columns) throws IOException {
    PtySession session =
        PtySession.at(poller, plain ? Path.of("/dev/ptmx") : terminals().resolve("ptmx"));
    try {
      int number = session.unlock();
      if (rows > 0 && columns > 0) {
        session.resize(rows, columns);
      }
      List<String> words = new ArrayList<>();
      String slave = terminals().resolve(String.valueOf(number)).toString();
      words.addAll(
          List.of("/bin/sh", "-c", "exec 0<>\"$0\" 1>&0 2>&0; unset PWD; exec \"$@\"", slave));
      words.addAll(enter());
      words.addAll(List.of("/usr/bin/setsid", "--ctty"));
      words.addAll(enterRoot());
      return new Started(start(words, nothing()), session);
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** A process with its terminal. */
  public record Started(Process process, PtySession session) {}

  private Path terminals() {
    return Path.of(plain ? "/dev/pts" : "/proc/" + pid + "/root/dev/pts");
  }

  private List<String> enter() {
    if (plain) {
      return List.of();
    }
    return List.of("/usr/bin/nsenter", "-t", String.valueOf(pid), "-n", "-u", "-i", "-p");
  }

  private List<String> enterRoot() {
    List<String> words = new ArrayList<>();
    if (plain) {
      words.addAll(List.of("/usr/bin/env", "--chdir=" + workingDir));
      words.addAll(argv);
      return words;
    }
    words.addAll(
        List.of("/usr/bin/nsenter", "--mount=/proc/" + pid + "/ns/mnt", "--wdns=" + workingDir));
    words.addAll(argv);
    return words;
  }

  private static ProcessBuilder.Redirect nothing() {
    return ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());
  }

  private Process start(List<String> words, ProcessBuilder.Redirect input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectInput(input);
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder.start();
  }

  /** Ends a process started here: what runs in the container, not only its helper outside. */
  public static void hangUp(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
