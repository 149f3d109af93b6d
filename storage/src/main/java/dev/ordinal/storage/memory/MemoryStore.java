package dev.ordinal.storage.memory;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import dev.ordinal.storage.WatchStream;
import dev.ordinal.storage.WriteOutcome;
import dev.ordinal.storage.watch.WatchHub;
import dev.ordinal.storage.watch.WatchLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The reference implementation of {@link Store}: everything in memory, gone when it is closed.
 *
 * <p>Threads: {@code lock} guards the map and the history. Writers hold it while they publish, so
 * events are appended in the order of their revisions.
 */
public final class MemoryStore implements Store {

  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableMap<Key, Entry> current = new TreeMap<>();

  /** All events after {@link WatchHub#compacted}, by revision without gaps. */
  private List<StoreEvent> history = new ArrayList<>();

  private final WatchHub hub;
  private boolean closed;

  /** An empty store with the default limits. */
  public MemoryStore() {
    this(WatchLimits.defaults());
  }

  /** An empty store; its history begins at revision 1, as etcd's does. */
  public MemoryStore(WatchLimits limits) {
    Revision start = new Revision(1);
    this.hub = new WatchHub(start, start, this::readHistory, limits);
  }

  @Override
  public Revision revision() {
    return hub.revision();
  }

  @Override
  public Optional<Entry> get(Key key) {
    lock.lock();
    try {
      checkOpen();
      return Optional.ofNullable(current.get(key));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Page range(KeyRange range, Revision at, int limit) {
    lock.lock();
    try {
      checkOpen();
      Revision read = at.equals(Revision.LATEST) ? revision() : at;
      hub.checkReadable(read);
      List<Entry> all = entriesIn(range, stateAt(read));
      int size = limit == 0 ? all.size() : Math.min(limit, all.size());
      return new Page(all.subList(0, size), read, size < all.size(), all.size() - size);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WriteOutcome create(Key key, byte[] value) {
    lock.lock();
    try {
      checkOpen();
      Entry existing = current.get(key);
      if (existing != null) {
        return new WriteOutcome.AlreadyExists(existing);
      }
      Revision revision = revision().next();
      Entry entry = new Entry(key, value, revision, revision);
      return commit(new StoreEvent.Put(entry, Optional.empty()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WriteOutcome update(Key key, byte[] value, Revision expected) {
    lock.lock();
    try {
      checkOpen();
      Entry existing = current.get(key);
      if (existing == null) {
        return new WriteOutcome.NotFound();
      }
      if (!existing.modRevision().equals(expected)) {
        return new WriteOutcome.Conflict(existing);
      }
      Entry entry = new Entry(key, value, existing.createRevision(), revision().next());
      return commit(new StoreEvent.Put(entry, Optional.of(existing)));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WriteOutcome delete(Key key, Revision expected) {
    lock.lock();
    try {
      checkOpen();
      Entry existing = current.get(key);
      if (existing == null) {
        return new WriteOutcome.NotFound();
      }
      if (!existing.modRevision().equals(expected)) {
        return new WriteOutcome.Conflict(existing);
      }
      return commit(new StoreEvent.Delete(existing, revision().next()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public WatchStream watch(KeyRange range, Revision after) {
    return hub.watch(range, after);
  }

  @Override
  public void compact(Revision upTo) {
    lock.lock();
    try {
      checkOpen();
      if (upTo.compareTo(revision()) > 0) {
        hub.checkReadable(upTo);
      }
      long drop = upTo.value() - hub.compacted().value();
      if (drop > 0) {
        hub.compacted(upTo);
        history = new ArrayList<>(history.subList((int) drop, history.size()));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    hub.close();
  }

  private static List<Entry> entriesIn(KeyRange range, NavigableMap<Key, Entry> state) {
    String start = range.after().isEmpty() ? range.prefix() : range.after();
    NavigableMap<Key, Entry> tail = start.equals("/") ? state : state.tailMap(new Key(start), true);
    return tail.values().stream()
        .takeWhile(entry -> entry.key().path().startsWith(range.prefix()))
        .filter(entry -> range.contains(entry.key()))
        .toList();
  }

  private WriteOutcome commit(StoreEvent event) {
    switch (event) {
      case StoreEvent.Put put -> current.put(put.entry().key(), put.entry());
      case StoreEvent.Delete delete -> current.remove(delete.previous().key());
      case StoreEvent.Progress progress -> throw new IllegalArgumentException("not a change");
    }
    history.add(event);
    List<StoreEvent> events = List.of(event);
    hub.append(events);
    hub.fanOut(events);
    return new WriteOutcome.Written(event.revision());
  }

  /** Takes the current state and undoes every later change, newest first. */
  private NavigableMap<Key, Entry> stateAt(Revision revision) {
    if (revision.equals(revision())) {
      return current;
    }
    NavigableMap<Key, Entry> state = new TreeMap<>(current);
    for (StoreEvent event : history.reversed()) {
      if (event.revision().compareTo(revision) <= 0) {
        break;
      }
      switch (event) {
        case StoreEvent.Put put ->
            put.previous()
                .ifPresentOrElse(
                    previous -> state.put(previous.key(), previous),
                    () -> state.remove(put.entry().key()));
        case StoreEvent.Delete delete -> state.put(delete.previous().key(), delete.previous());
        case StoreEvent.Progress progress -> {}
      }
    }
    return state;
  }

  private List<StoreEvent> readHistory(Revision after, int limit) {
    lock.lock();
    try {
      long skip = after.value() - hub.compacted().value();
      if (skip < 0 || skip >= history.size()) {
        return List.of();
      }
      int from = (int) skip;
      return List.copyOf(history.subList(from, Math.min(history.size(), from + limit)));
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StoreException(Code.CLOSED, "the store is closed");
    }
  }
}
