package dev.ordinal.apiserver.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * The recent changes of one resource, numbered from 0 in the order in which they came. Bounded by
 * count and by weight. Not safe by itself: guarded by the cache's lock.
 */
final class EventRing {

  private final int maxEvents;
  private final long maxBytes;
  private final List<CacheEvent> events = new ArrayList<>();
  private int first;
  private long firstSequence;
  private long bytes;

  EventRing(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** Adds the newest; returns the greatest revision that was dropped, or -1. */
  long add(CacheEvent event) {
    events.add(event);
    bytes += event.weight();
    long dropped = -1;
    while (size() > maxEvents || (bytes > maxBytes && size() > 1)) {
      CacheEvent oldest = events.get(first);
      bytes -= oldest.weight();
      dropped = oldest.revision();
      first++;
      firstSequence++;
    }
    if (first > 1024 && first > events.size() / 2) {
      events.subList(0, first).clear();
      first = 0;
    }
    return dropped;
  }

  private int size() {
    return events.size() - first;
  }

  /** The number that the next event will get. */
  long end() {
    return firstSequence + size();
  }

  /** The number of the oldest event held. */
  long start() {
    return firstSequence;
  }

  /** The number of the first event after a revision. */
  long after(long revision) {
    int low = first;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return firstSequence + (low - first);
  }

  /** Copies at most a number of events from a sequence on. */
  List<CacheEvent> from(long sequence, int limit) {
    int from = first + Math.toIntExact(sequence - firstSequence);
    return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
  }

  /** Forgets everything; sequences go on, so that nobody's place is mistaken for a new one. */
  void reset() {
    firstSequence = end();
    events.clear();
    first = 0;
    bytes = 0;
  }
}
