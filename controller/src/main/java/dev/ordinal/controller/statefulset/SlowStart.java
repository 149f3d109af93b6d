package dev.ordinal.controller.statefulset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Does many things at once, carefully: one, then two, then four, ... at most 500, and no further
 * batch after a failure. A quota that is used up costs a few refused requests, not hundreds.
 */
final class SlowStart {
  private static final int LIMIT = 500;

  private SlowStart() {}

  /** Throws the first failure, after the batch it came from has ended. */
  static <T> void each(List<T> items, Consumer<T> action) throws InterruptedException {
    int size = 1;
    for (int from = 0; from < items.size(); ) {
      int to = Math.min(items.size(), from + size);
      batch(items.subList(from, to), action);
      from = to;
      size = Math.min(size * 2, LIMIT);
    }
  }

  private static <T> void batch(List<T> items, Consumer<T> action) throws InterruptedException {
    if (items.size() == 1) {
      action.accept(items.getFirst());
      return;
    }
    ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (T item : items) {
      threads.add(Thread.ofVirtual().start(() -> guarded(item, action, failures)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    RuntimeException first = failures.poll();
    if (first != null) {
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static <T> void guarded(
      T item, Consumer<T> action, ConcurrentLinkedQueue<RuntimeException> failures) {
    try {
      action.accept(item);
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }
}
