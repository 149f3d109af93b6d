package dev.ordinal.storage.watch;

import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import dev.ordinal.storage.WatchStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All watchers of one store, and the published end of its history.
 *
 * <p>The hand-over rule: the writer first {@link #append}s committed events to the log, then
 * answers its callers, then {@link #fanOut}s. Appending is what makes events visible; fanning out
 * only wakes those who wait. A watcher that is up to date and idle is moved along by {@code fanOut}
 * when nothing in its range has happened; a watcher that is behind is left alone and pulls: from
 * the log, or from the {@link History} where the log does not reach back so far. It looks at the
 * log's end while holding its own lock before it waits, and the writer appends before it takes that
 * lock: no event is slept through.
 *
 * <p>Threads: one writer calls {@code append} and {@code fanOut}; all else may come from any
 * thread. Lock order: a watcher's lock before the log's monitor; the hub's lock alone.
 */
public final class WatchHub implements AutoCloseable {

  private final EventLog log;
  private final History history;
  private final WatchLimits limits;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private volatile long compacted;
  private volatile boolean closed;

  /** A hub whose history ends at one revision and has been given up to another. */
  public WatchHub(Revision revision, Revision compacted, History history, WatchLimits limits) {
    this.log = new EventLog(limits, revision);
    this.compacted = compacted.value();
    this.history = history;
    this.limits = limits;
  }

  /** The revision of the last appended event. */
  public Revision revision() {
    return new Revision(log.last());
  }

  /** The revision up to which history has been given up. */
  public Revision compacted() {
    return new Revision(compacted);
  }

  /** Makes committed events visible, in order. */
  public void append(List<StoreEvent> events) {
    log.append(events);
    lock.lock();
    try {
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the watchers that have something to do about events appended just before. */
  public void fanOut(List<StoreEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    long before = events.getFirst().revision().value() - 1;
    for (Watcher watcher : watchers) {
      watcher.published(before, events);
    }
  }

  /** Waits until a revision that is already durable has been appended too. */
  public void awaitAppended(Revision revision) {
    if (log.last() >= revision.value()) {
      return;
    }
    lock.lock();
    try {
      while (log.last() < revision.value()) {
        if (closed) {
          throw closedException();
        }
        appended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Opens a watch; see {@link dev.ordinal.storage.Store#watch}. */
  public WatchStream watch(KeyRange range, Revision after) {
    checkReadable(after);
    Watcher watcher = new Watcher(this, range, after.value(), limits.maxLag());
    watchers.add(watcher);
    if (closed) {
      watchers.remove(watcher);
      throw closedException();
    }
    return watcher;
  }

  /** Refuses a revision that is compacted away or not reached yet. */
  public void checkReadable(Revision revision) {
    if (closed) {
      throw closedException();
    }
    if (revision.value() < compacted) {
      throw compactedException(revision.value());
    }
    if (revision.value() > log.last()) {
      throw new StoreException(
          Code.FUTURE_REVISION,
          "revision " + revision + " has not been reached yet, the newest is " + log.last());
    }
  }

  /** Declares history up to a revision given up; to be called before it is removed. */
  public void compacted(Revision upTo) {
    compacted = Math.max(compacted, upTo.value());
  }

  /** Ends all watches with {@code CLOSED}. */
  @Override
  public void close() {
    closed = true;
    for (Watcher watcher : watchers) {
      watcher.end(closedException());
    }
    lock.lock();
    try {
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long last() {
    return log.last();
  }

  void forget(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** Events after a revision without gaps, from memory where it has them. */
  EventLog.Slice read(long after, int limit) {
    return log.read(after, limit).orElseGet(() -> readHistory(after, limit));
  }

  private EventLog.Slice readHistory(long after, int limit) {
    List<StoreEvent> events = history.read(new Revision(after), limit);
    // The history may hold events already that are durable but not appended yet: they have to wait.
    long last = log.last();
    List<StoreEvent> visible = new ArrayList<>(events.size());
    for (StoreEvent event : events) {
      long expected = after + visible.size() + 1;
      if (expected > last) {
        break;
      }
      if (event.revision().value() != expected) {
        throw gap(after);
      }
      visible.add(event);
    }
    if (visible.isEmpty()) {
      throw gap(after);
    }
    return new EventLog.Slice(visible, after + visible.size());
  }

  private StoreException gap(long after) {
    return closed
        ? closedException()
        : after < compacted
            ? compactedException(after)
            : new StoreException(Code.CORRUPT, "the history after revision " + after + " is gone");
  }

  private StoreException compactedException(long revision) {
    return new StoreException(
        Code.COMPACTED,
        "revision " + revision + " has been compacted, the oldest one kept is " + compacted);
  }

  static StoreException closedException() {
    return new StoreException(Code.CLOSED, "the store is closed");
  }

  static boolean touches(KeyRange range, StoreEvent event) {
    return switch (event) {
      case StoreEvent.Put put -> range.contains(put.entry().key());
      case StoreEvent.Delete delete -> range.contains(delete.previous().key());
      case StoreEvent.Progress progress -> false;
    };
  }
}
