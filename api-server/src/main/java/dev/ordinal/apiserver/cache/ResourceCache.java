package dev.ordinal.apiserver.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one resource and its recent changes.
 *
 * <p>Threads: the feeder writes, anyone reads. The lock guards every field and is held for copying
 * references only, never for input or output.
 */
public final class ResourceCache {

  private static final int MAX_EVENTS = 16_384;
  private static final long MAX_EVENT_BYTES = 16L * 1024 * 1024;
  private static final int BATCH = 256;

  /**
   * Objects as of one revision.
   *
   * @param position where a watch continues that wants every later change
   */
  public record Snapshot(List<StoredObject> objects, long revision, long position) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final TreeMap<String, StoredObject> objects = new TreeMap<>();
  private final EventRing ring = new EventRing(MAX_EVENTS, MAX_EVENT_BYTES);
  private final Progress progress;
  private final String prefix;
  private long lastRevision;
  private long floor;
  private boolean closed;

  ResourceCache(String prefix, Progress progress) {
    this.prefix = prefix;
    this.progress = progress;
  }

  /** The key prefix of all its objects, ending with a slash. */
  public String prefix() {
    return prefix;
  }

  // --- written by the feeder ---

  /** Starts anew from a state; whoever watches has lost its place. */
  void load(Collection<KeyedObject> state, long revision) {
    lock.lock();
    try {
      objects.clear();
      state.forEach(one -> objects.put(one.key(), one.object()));
      ring.reset();
      lastRevision = revision;
      floor = revision;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void put(String key, StoredObject object) {
    lock.lock();
    try {
      Optional<StoredObject> previous = Optional.ofNullable(objects.put(key, object));
      publish(CacheEvent.of(CacheEvent.Change.PUT, object, previous));
    } finally {
      lock.unlock();
    }
  }

  void remove(String key, long revision) {
    lock.lock();
    try {
      StoredObject removed = objects.remove(key);
      if (removed != null) {
        publish(
            CacheEvent.of(CacheEvent.Change.DELETE, removed.at(revision), Optional.of(removed)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void publish(CacheEvent event) {
    lastRevision = event.revision();
    floor = Math.max(floor, ring.add(event));
    change.signalAll();
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // --- read by anyone ---

  /** One object; the key is the store's. */
  public Optional<StoredObject> find(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(objects.get(key));
    } finally {
      lock.unlock();
    }
  }

  /** All objects whose key begins with a prefix. */
  public Snapshot snapshot(String keyPrefix) {
    lock.lock();
    try {
      Collection<StoredObject> part =
          keyPrefix.equals(prefix)
              ? objects.values()
              : objects.subMap(keyPrefix, keyPrefix + Character.MAX_VALUE).values();
      return new Snapshot(new ArrayList<>(part), seen(), ring.end());
    } finally {
      lock.unlock();
    }
  }

  /** The place right behind a revision; empty if changes behind it are no longer held. */
  public Optional<Long> positionAfter(long revision) {
    lock.lock();
    try {
      return revision < floor ? Optional.empty() : Optional.of(ring.after(revision));
    } finally {
      lock.unlock();
    }
  }

  /** The oldest revision that can be watched from. */
  public long floor() {
    lock.lock();
    try {
      return floor;
    } finally {
      lock.unlock();
    }
  }

  /** What {@link #next} found. */
  public sealed interface Next {
    /** Some changes; more may follow at the new position. */
    record Events(List<CacheEvent> events, long position) implements Next {}

    /** Nothing happened in the time; every change up to the revision has been seen. */
    record Quiet(long revision) implements Next {}

    /** Changes were dropped before they were read. */
    record Lost() implements Next {}

    /** The server stops. */
    record Closed() implements Next {}
  }

  /** Waits for changes from a position on. */
  public Next next(long position, Duration patience, Cancellation cancelled)
      throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Next found = look(position);
        if (found != null) {
          return found;
        }
        if (left <= 0 || cancelled.isCancelled()) {
          return new Next.Quiet(seen());
        }
        left = change.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The revision of the state held here. The feeder moves its own mark after it has applied a
   * change, so under the lock everything up to the mark is in, and perhaps one change more.
   */
  private long seen() {
    return Math.max(progress.applied(), lastRevision);
  }

  private @Nullable Next look(long position) {
    if (closed) {
      return new Next.Closed();
    }
    if (position < ring.start()) {
      return new Next.Lost();
    }
    if (position < ring.end()) {
      List<CacheEvent> events = ring.from(position, BATCH);
      return new Next.Events(events, position + events.size());
    }
    return null;
  }

  /** Wakes everyone who waits in {@link #next}, so that they look at their cancellation. */
  public void wake() {
    lock.lock();
    try {
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says whether a waiting reader should stop waiting. */
  @FunctionalInterface
  public interface Cancellation {
    /** Looked at under the cache's lock: must be quick. */
    boolean isCancelled();
  }

  /** The revision up to which the feeder has applied everything. */
  @FunctionalInterface
  interface Progress {
    long applied();
  }

  /** An object with its store key. */
  record KeyedObject(String key, StoredObject object) {}
}
