package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A platform thread whose mount namespace is a container's, kept until the container's own
 * processes hold it.
 *
 * <p>Nothing but parking happens on it after the root was exchanged: a class that is loaded there
 * for the first time would not be found, for all threads and for ever.
 */
public final class RootThread implements AutoCloseable {

  private final RootBuilder builder;
  private final Thread requester = Thread.currentThread();
  private final Thread thread;
  private volatile long threadId;
  private volatile boolean built;
  private volatile boolean released;
  private volatile @Nullable Throwable failure;

  private RootThread(RootBuilder builder) {
    this.builder = builder;
    thread = Thread.ofPlatform().daemon().name("root").unstarted(this::run);
  }

  /**
   * Builds a root; when this returns its mounts are complete.
   *
   * @throws IOException when a file could not be written
   * @throws LinuxException when the kernel refused a step
   * @throws ProgramMissing when the program is not in the root
   */
  public static RootThread build(RootSpec spec) throws IOException {
    RootBuilder builder = new RootBuilder(spec);
    builder.prepare();
    RootThread root = new RootThread(builder);
    root.thread.start();
    root.awaitBuilt();
    return root;
  }

  private void run() {
    try {
      threadId = NamespaceCalls.threadId();
      builder.mountAll();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    built = true;
    LockSupport.unpark(requester);
    while (!released && failure == null) {
      LockSupport.park();
    }
    if (failure == null) {
      MountCalls.tryRemoveDirectory("/.old");
    }
  }

  private void awaitBuilt() throws IOException {
    while (!built) {
      LockSupport.park(this);
    }
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** The thread's directory in the agent's {@code /proc}: {@code ns/mnt} and {@code root} in it. */
  public Path proc() {
    return Path.of("/proc/" + ProcessHandle.current().pid() + "/task/" + threadId);
  }

  /** Lets the thread go; the namespace lives on in the container's processes. */
  @Override
  public void close() {
    released = true;
    LockSupport.unpark(thread);
  }
}
