package dev.ordinal.nodeagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform thread that waits for all descriptors of this node's containers: ends of processes,
 * output, terminals.
 *
 * <p>Threads: every method from any thread; handlers and tasks run on the poller's own.
 */
public final class Poller implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int POLLIN = 1;
  private static final int ENTRY_BYTES = 8;

  private final Fd wake =
      new Fd(Syscall.call("eventfd", SyscallNumber.EVENTFD2, 0, 0x80800, 0, 0, 0, 0));
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Watch> watches = new LinkedHashSet<>(); // the poller's thread only
  private final Thread thread;
  private volatile boolean closed;

  /** What to do when a descriptor has something to read, or its other side is gone. */
  @FunctionalInterface
  public interface Handler {
    /** Called again as long as there is something; must not block. */
    void ready();
  }

  /** A descriptor being waited for. */
  public final class Watch {
    private final Fd fd;
    private final Handler handler;

    private Watch(Fd fd, Handler handler) {
      this.fd = fd;
      this.handler = handler;
    }

    /** Waits no longer and closes the descriptor. */
    public void cancel() {
      run(
          () -> {
            watches.remove(this);
            fd.close();
          });
    }
  }

  /** Starts the thread. */
  public Poller(String name) {
    thread = Thread.ofPlatform().daemon().name(name).start(this::loop);
  }

  /** Begins to wait for a descriptor, which belongs to the poller from now on. */
  public Watch watch(Fd fd, Handler handler) {
    Watch watch = new Watch(fd, handler);
    run(() -> watches.add(watch));
    return watch;
  }

  /** Completed as soon as a descriptor has something to read or its other side is gone. */
  public CompletableFuture<Void> once(Fd fd) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    run(
        () -> {
          Watch[] watch = new Watch[1];
          watch[0] =
              new Watch(
                  fd,
                  () -> {
                    watches.remove(watch[0]);
                    ready.completeAsync(() -> null);
                  });
          watches.add(watch[0]);
        });
    return ready;
  }

  /** Does something on the poller's thread. */
  public void run(Runnable task) {
    tasks.add(task);
    PipeCalls.write(wake, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, ENTRY_BYTES);
  }

  private void loop() {
    while (!closed) {
      List<Watch> asked = List.copyOf(watches);
      for (Watch ready : poll(asked)) {
        if (watches.contains(ready)) {
          guarded(ready.handler::ready);
        }
      }
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        guarded(task);
      }
    }
    watches.forEach(watch -> watch.fd.close());
    wake.close();
  }

  private List<Watch> poll(List<Watch> asked) {
    List<Watch> ready = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entries = arena.allocate((asked.size() + 1L) * ENTRY_BYTES, 8);
      request(entries, 0, wake);
      for (int i = 0; i < asked.size(); i++) {
        request(entries, i + 1, asked.get(i).fd);
      }
      long result =
          Syscall.attempt(SyscallNumber.PPOLL, entries.address(), asked.size() + 1L, 0, 0, 0, 0);
      if (result < 0 && result != -Errno.EINTR) {
        throw new LinuxException("ppoll", (int) -result);
      }
      if (answered(entries, 0)) {
        PipeCalls.read(wake, new byte[ENTRY_BYTES]);
      }
      for (int i = 0; i < asked.size(); i++) {
        if (answered(entries, i + 1)) {
          ready.add(asked.get(i));
        }
      }
    }
    return ready;
  }

  private static void request(MemorySegment entries, int index, Fd fd) {
    entries.set(JAVA_LONG, (long) index * ENTRY_BYTES, 0);
    entries.set(JAVA_INT, (long) index * ENTRY_BYTES, fd.number());
    entries.set(JAVA_SHORT, (long) index * ENTRY_BYTES + 4, (short) POLLIN);
  }

  private static boolean answered(MemorySegment entries, int index) {
    return entries.get(JAVA_SHORT, (long) index * ENTRY_BYTES + 6) != 0;
  }

  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("a handler of the poller failed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    run(() -> {});
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
