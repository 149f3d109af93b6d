package dev.ordinal.storage.watch;

import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import dev.ordinal.storage.WatchStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One consumer with its cursor into the history.
 *
 * <p>Its fate when it is slow: it holds no events but one small batch, reads on from the log, then
 * from the store's history; too far behind it ends with {@code OVERFLOWED}, and with {@code
 * COMPACTED} when the history is given up under it.
 *
 * <p>Threads: {@code lock} guards all fields; it is never held while the history is read.
 */
final class Watcher implements WatchStream {

  private static final int BATCH = 256;

  private final WatchHub hub;
  private final KeyRange range;
  private final long maxLag;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition moved = lock.newCondition();

  /** Events in the range up to {@link #cursor} that the consumer has not got yet. */
  private final ArrayDeque<StoreEvent> batch = new ArrayDeque<>();

  /** Everything up to here has been looked at. */
  private long cursor;

  /** Everything up to here has been dealt with by the consumer; never ahead of the cursor. */
  private long position;

  /** The last revision the consumer was told of. */
  private long told;

  /** Whether the consumer is dealing with an event. */
  private boolean busy;

  /** Whether the history is being read, without the lock. */
  private boolean filling;

  /** Whether the end of the log has been reached once. */
  private boolean live;

  private @Nullable StoreException end;

  Watcher(WatchHub hub, KeyRange range, long after, long maxLag) {
    this.hub = hub;
    this.range = range;
    this.cursor = after;
    this.position = after;
    this.told = after;
    this.maxLag = maxLag;
  }

  @Override
  public Optional<StoreEvent> next(Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      busy = false;
      while (true) {
        settle();
        if (end != null) {
          throw end;
        }
        StoreEvent event = batch.poll();
        if (event != null) {
          busy = true;
          told = event.revision().value();
          return Optional.of(event);
        }
        if (cursor < hub.last()) {
          fill();
          continue;
        }
        live = true;
        if (nanos <= 0) {
          return progress();
        } else {
          nanos = arrived.awaitNanos(nanos);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Revision position() {
    lock.lock();
    try {
      return new Revision(position);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitPosition(Revision revision, Duration timeout) throws InterruptedException {
    long nanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (position < revision.value()) {
        if (end != null || nanos <= 0) {
          return false;
        }
        nanos = moved.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end(new StoreException(Code.CLOSED, "the watch is closed"));
  }

  /** Ends the stream; the first reason stays. */
  void end(StoreException reason) {
    hub.forget(this);
    lock.lock();
    try {
      if (end == null) {
        end = reason;
      }
      batch.clear();
      arrived.signalAll();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Called by the writer: events behind a revision have been appended to the log. */
  void published(long before, List<StoreEvent> events) {
    lock.lock();
    try {
      if (cursor != before || filling) {
        arrived.signal();
        return;
      }
      for (StoreEvent event : events) {
        if (WatchHub.touches(range, event)) {
          arrived.signal();
          return;
        }
      }
      cursor = events.getLast().revision().value();
      settle();
    } finally {
      lock.unlock();
    }
  }

  /** Moves the position as far as the consumer has come. */
  private void settle() {
    if (busy) {
      return;
    }
    StoreEvent waiting = batch.peek();
    long now = waiting == null ? cursor : waiting.revision().value() - 1;
    if (now > position) {
      position = now;
      moved.signalAll();
    }
  }

  private Optional<StoreEvent> progress() {
    if (cursor <= told) {
      return Optional.empty();
    }
    told = cursor;
    return Optional.of(new StoreEvent.Progress(new Revision(cursor)));
  }

  /** Reads on, without the lock; on return the lock is held again. */
  private void fill() {
    if (live && hub.last() - cursor > maxLag) {
      end(new StoreException(Code.OVERFLOWED, "the watcher was too slow and has lost its place"));
      return;
    }
    long from = cursor;
    filling = true;
    lock.unlock();
    EventLog.@Nullable Slice slice = null;
    @Nullable StoreException failure = null;
    try {
      slice = hub.read(from, BATCH);
    } catch (StoreException e) {
      failure = e;
    } finally {
      lock.lock();
      filling = false;
    }
    if (failure != null) {
      end(failure);
    } else if (slice != null && end == null) {
      for (StoreEvent event : slice.events()) {
        if (WatchHub.touches(range, event)) {
          batch.add(event);
        }
      }
      cursor = slice.upTo();
    }
  }
}
