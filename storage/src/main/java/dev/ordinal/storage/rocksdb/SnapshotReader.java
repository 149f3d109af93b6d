package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import dev.ordinal.storage.watch.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Reads of one moment: points, ranges at a revision, and the log of changes. */
final class SnapshotReader implements History {

  private final Database database;

  SnapshotReader(Database database) {
    this.database = database;
  }

  Optional<Entry> get(Key key) {
    return database.call(
        it ->
            Optional.ofNullable(it.db().get(it.current(), KeyLayout.key(key)))
                .map(row -> KeyLayout.entry(key, row)));
  }

  Page range(KeyRange range, Revision at, int limit) {
    return database.call(
        it -> {
          try (View view = new View(it)) {
            Revision newest = view.meta(KeyLayout.REVISION);
            Revision revision = at.equals(Revision.LATEST) ? newest : at;
            view.checkReadable(revision, newest);
            try (EntryCursor entries = view.entries(range, revision, newest)) {
              return collect(entries, revision, limit);
            }
          }
        });
  }

  @Override
  public List<StoreEvent> read(Revision after, int limit) {
    return database.call(
        it -> {
          try (View view = new View(it)) {
            return view.changes(after, limit);
          }
        });
  }

  private static Page collect(EntryCursor cursor, Revision revision, int limit)
      throws RocksDBException {
    List<Entry> entries = new ArrayList<>();
    while (limit == 0 || entries.size() < limit) {
      Entry entry = cursor.next();
      if (entry == null) {
        return new Page(entries, revision, false, 0);
      }
      entries.add(entry);
    }
    long remaining = 0;
    while (cursor.next() != null) {
      remaining++;
    }
    return new Page(entries, revision, remaining > 0, remaining);
  }

  /** A snapshot with the read options that go with it. */
  private static final class View implements AutoCloseable {

    private final Database database;
    private final Snapshot snapshot;
    private final ReadOptions options;

    View(Database database) {
      this.database = database;
      this.snapshot = database.db().getSnapshot();
      this.options = new ReadOptions().setSnapshot(snapshot);
    }

    Revision meta(byte[] name) throws RocksDBException {
      byte[] row = database.db().get(database.meta(), options, name);
      return row == null ? new Revision(1) : RevisionCodec.decode(row);
    }

    void checkReadable(Revision revision, Revision newest) throws RocksDBException {
      Revision compacted = meta(KeyLayout.COMPACTED);
      if (revision.compareTo(compacted) < 0) {
        throw new StoreException(
            Code.COMPACTED,
            "revision " + revision + " has been compacted, the oldest one kept is " + compacted);
      }
      if (revision.compareTo(newest) > 0) {
        throw new StoreException(
            Code.FUTURE_REVISION,
            "revision " + revision + " has not been reached yet, the newest is " + newest);
      }
    }

    EntryCursor entries(KeyRange range, Revision revision, Revision newest) {
      RowCursor current = rows(false, KeyLayout.start(range), KeyLayout.end(range));
      return revision.equals(newest)
          ? new EntryCursor.Latest(current)
          : new EntryCursor.Past(
              current,
              rows(true, KeyLayout.versionStart(range), KeyLayout.versionEnd(range)),
              revision);
    }

    List<StoreEvent> changes(Revision after, int limit) throws RocksDBException {
      List<StoreEvent> events = new ArrayList<>();
      try (RowCursor rows = rows(true, KeyLayout.logKey(after.next()), KeyLayout.logEnd())) {
        for (; rows.valid() && events.size() < limit; rows.advance()) {
          StoreEvent event = resolve(KeyLayout.change(rows.key(), rows.value()));
          if (event == null) {
            break; // swept meanwhile
          }
          events.add(event);
        }
      }
      return events;
    }

    private @Nullable StoreEvent resolve(KeyLayout.Change change) throws RocksDBException {
      Revision before = change.previous();
      Entry previous = before == null ? null : version(change.key(), before);
      if (before != null && previous == null) {
        return null;
      }
      if (change.delete()) {
        return previous == null ? null : new StoreEvent.Delete(previous, change.revision());
      }
      byte[] row = database.db().get(database.current(), options, KeyLayout.key(change.key()));
      Entry entry = row == null ? null : KeyLayout.entry(change.key(), row);
      if (entry == null || !entry.modRevision().equals(change.revision())) {
        entry = version(change.key(), change.revision());
      }
      return entry == null ? null : new StoreEvent.Put(entry, Optional.ofNullable(previous));
    }

    private @Nullable Entry version(Key key, Revision mod) throws RocksDBException {
      byte[] rowKey = KeyLayout.versionKey(key, mod);
      byte[] row = database.db().get(database.history(), options, rowKey);
      return row == null ? null : KeyLayout.version(rowKey, row).entry();
    }

    private RowCursor rows(boolean history, byte[] start, byte[] end) {
      Slice bound = new Slice(end);
      ReadOptions bounded = new ReadOptions().setSnapshot(snapshot).setIterateUpperBound(bound);
      RocksIterator iterator =
          database.db().newIterator(history ? database.history() : database.current(), bounded);
      iterator.seek(start);
      return new RowCursor(iterator, List.of(bounded, bound));
    }

    @Override
    public void close() {
      options.close();
      database.db().releaseSnapshot(snapshot);
      snapshot.close();
    }
  }
}
