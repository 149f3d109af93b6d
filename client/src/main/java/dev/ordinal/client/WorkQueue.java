package dev.ordinal.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that need work. A key is worked on by one taker at a time; a key added many times before it
 * is taken is taken once; a key added while it is worked on is taken again after {@link #done}.
 *
 * <p>Thread-safe; any number of takers. There is no timer thread: takers wait for the earliest
 * delayed key.
 */
public final class WorkQueue<K> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LongSupplier nanoTime;

  /** The order of work. Every element is in dirty and not in processing. */
  private final Queue<K> queue = new ArrayDeque<>();

  /**
   * All keys that need work, whether queued or (while in processing too) to be queued when done.
   */
  private final Set<K> dirty = new HashSet<>();

  /** Keys taken and not yet done. A key in both dirty and processing is queued by done. */
  private final Set<K> processing = new HashSet<>();

  /** Keys to be added later, the earliest first; entries that {@link #due} disowns are stale. */
  private final PriorityQueue<Later<K>> later = new PriorityQueue<>();

  /** The time each delayed key is due: the earliest asked for wins. */
  private final Map<K, Long> due = new HashMap<>();

  private boolean shutDown;

  public WorkQueue() {
    this(System::nanoTime);
  }

  WorkQueue(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Adds a key; without effect after {@link #shutDown}. */
  public void add(K key) {
    lock.lock();
    try {
      addLocked(key);
    } finally {
      lock.unlock();
    }
  }

  /** Adds a key after a delay; of several delayed adds of a key the earliest counts. */
  public void addAfter(K key, Duration delay) {
    lock.lock();
    try {
      if (!delay.isPositive()) {
        addLocked(key);
        return;
      }
      long time = nanoTime.getAsLong() + delay.toNanos();
      Long known = due.get(key);
      if (!shutDown && (known == null || time - known < 0)) {
        due.put(key, time);
        later.add(new Later<>(time, key));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a key; null when the queue is shut down. The taker must call {@link #done}. */
  public @Nullable K take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!shutDown) {
        long wait = promoteDue();
        K key = queue.poll();
        if (key != null) {
          dirty.remove(key);
          processing.add(key);
          return key;
        }
        if (wait == Long.MAX_VALUE) {
          changed.await();
        } else {
          changed.awaitNanos(wait);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the work on a taken key. */
  public void done(K key) {
    lock.lock();
    try {
      processing.remove(key);
      if (dirty.contains(key)) {
        queue.add(key);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Keys waiting now, the delayed ones not counted. */
  public int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Lets every taker return null; what is queued is dropped. */
  public void shutDown() {
    lock.lock();
    try {
      shutDown = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void addLocked(K key) {
    if (shutDown || !dirty.add(key)) {
      return;
    }
    if (!processing.contains(key)) {
      queue.add(key);
      changed.signal();
    }
  }

  /** Queues what is due; answers the nanoseconds until the next one. */
  private long promoteDue() {
    long now = nanoTime.getAsLong();
    for (Later<K> first = later.peek(); first != null; first = later.peek()) {
      boolean stale = !Long.valueOf(first.time).equals(due.get(first.key));
      if (!stale && first.time - now > 0) {
        return first.time - now;
      }
      later.remove();
      if (!stale) {
        due.remove(first.key);
        addLocked(first.key);
      }
    }
    return Long.MAX_VALUE;
  }

  private record Later<K>(long time, K key) implements Comparable<Later<K>> {
    @Override
    public int compareTo(Later<K> other) {
      return Long.signum(time - other.time);
    }
  }
}
