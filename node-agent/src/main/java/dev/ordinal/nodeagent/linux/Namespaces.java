package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Namespaces that are kept by bind mounts in the agent's mount namespace: no process holds them,
 * and they outlive the agent.
 */
public final class Namespaces {

  /** The kinds in use, by the kernel's file names. */
  public enum Kind {
    NET("net", NamespaceCalls.CLONE_NEWNET),
    UTS("uts", NamespaceCalls.CLONE_NEWUTS),
    IPC("ipc", NamespaceCalls.CLONE_NEWIPC);

    private final String file;
    private final int flag;

    Kind(String file, int flag) {
      this.file = file;
      this.flag = flag;
    }

    /** The name of its file, below {@code /proc/PID/ns} as in a directory of pins. */
    public String file() {
      return file;
    }
  }

  private Namespaces() {}

  /**
   * Makes new namespaces, pins them as files named after their kind, and does something inside.
   *
   * @param hostname for a new UTS namespace; ignored without one
   */
  public static void create(Path directory, List<Kind> kinds, String hostname, Task inside)
      throws IOException {
    Files.createDirectories(directory);
    onThread(
        () -> {
          NamespaceCalls.unshare(kinds.stream().mapToInt(kind -> kind.flag).sum());
          if (kinds.contains(Kind.UTS)) {
            NamespaceCalls.sethostname(hostname);
          }
          for (Kind kind : kinds) {
            pin(directory.resolve(kind.file()), kind);
          }
          inside.run();
          return true;
        });
  }

  private static void pin(Path file, Kind kind) throws IOException {
    MountCalls.detach(file);
    Files.deleteIfExists(file);
    Files.createFile(file);
    long thread = NamespaceCalls.threadId();
    MountCalls.bind(Path.of("/proc/self/task/" + thread + "/ns/" + kind.file()), file);
  }

  /** Whether a pin is there and leads to a namespace. */
  public static boolean isPinned(Path file) {
    try {
      return Files.exists(file) && "nsfs".equals(Files.getFileStore(file).type());
    } catch (IOException gone) {
      return false;
    }
  }

  /** Frees pins; the namespaces end with their last process. */
  public static void unpin(Path directory) throws IOException {
    for (Kind kind : Kind.values()) {
      Path file = directory.resolve(kind.file());
      MountCalls.detach(file);
      Files.deleteIfExists(file);
    }
  }

  /**
   * Does something on a platform thread of its own inside pinned namespaces: sockets made and
   * programs started there belong to them.
   *
   * @param files named after their kinds
   */
  public static <T> T inside(List<Path> files, Callable<T> action) throws IOException {
    return onThread(
        () -> {
          enter(files);
          return action.call();
        });
  }

  /** Moves the calling platform thread into pinned namespaces, for good. */
  static void enter(List<Path> files) {
    List<Fd> open = new ArrayList<>();
    try {
      files.forEach(file -> open.add(Fd.openReadOnly(file)));
      open.forEach(fd -> NamespaceCalls.setns(fd, 0));
    } finally {
      open.forEach(Fd::close);
    }
  }

  private static <T> T onThread(Callable<T> action) throws IOException {
    FutureTask<T> task = new FutureTask<>(action);
    Thread.ofPlatform().daemon().name("namespaces").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while working in a namespace", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw new IOException(cause.getMessage(), cause);
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }

  /** Something to do that may fail on input or output. */
  @FunctionalInterface
  public interface Task {
    /** Does it. */
    void run() throws IOException;
  }
}
