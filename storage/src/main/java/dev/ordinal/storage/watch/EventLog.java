package dev.ordinal.storage.watch;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most recent events by revision, bounded by number and by size.
 *
 * <p>Threads: one writer appends, any thread reads. {@code this} guards the ring; {@link #last} can
 * be read without it.
 */
final class EventLog {

  /** What a reader got: the events it scanned up to a revision. */
  record Slice(List<StoreEvent> events, long upTo) {}

  private final @Nullable StoreEvent[] ring;
  private final long maxBytes;
  private long first;
  private long bytes;
  private volatile long last;

  EventLog(WatchLimits limits, Revision start) {
    this.ring = new @Nullable StoreEvent[limits.logEvents()];
    this.maxBytes = limits.logBytes();
    this.last = start.value();
    this.first = start.value() + 1;
  }

  /** The revision of the newest event, or the start where there is none. */
  long last() {
    return last;
  }

  /** Adds events, whose revisions follow the last one without gaps. */
  synchronized void append(List<StoreEvent> events) {
    for (StoreEvent event : events) {
      long revision = event.revision().value();
      if (revision != last + 1) {
        throw new IllegalStateException("revision " + revision + " after " + last);
      }
      if (revision - first >= ring.length) {
        dropFirst();
      }
      ring[slot(revision)] = event;
      bytes += weight(event);
      last = revision;
    }
    while (bytes > maxBytes && first < last) {
      dropFirst();
    }
  }

  /** Up to a number of events after a revision; empty where some of them are no longer here. */
  synchronized Optional<Slice> read(long after, int limit) {
    if (after + 1 < first) {
      return Optional.empty();
    }
    long upTo = Math.min(last, after + limit);
    List<StoreEvent> found = new ArrayList<>((int) Math.max(0, upTo - after));
    for (long revision = after + 1; revision <= upTo; revision++) {
      StoreEvent event = ring[slot(revision)];
      if (event == null) {
        throw new IllegalStateException("no event at " + revision);
      }
      found.add(event);
    }
    return Optional.of(new Slice(found, Math.max(upTo, after)));
  }

  private void dropFirst() {
    StoreEvent oldest = ring[slot(first)];
    if (oldest != null) {
      bytes -= weight(oldest);
    }
    ring[slot(first)] = null;
    first++;
  }

  private int slot(long revision) {
    return (int) (revision % ring.length);
  }

  private static long weight(StoreEvent event) {
    return switch (event) {
      case StoreEvent.Put put ->
          weight(put.entry()) + put.previous().map(EventLog::weight).orElse(0L);
      case StoreEvent.Delete delete -> weight(delete.previous());
      case StoreEvent.Progress progress -> 0;
    };
  }

  private static long weight(Entry entry) {
    return 150L + entry.key().path().length() + entry.value().length;
  }
}
