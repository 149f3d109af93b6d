package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Lays changes out as rows and writes them as one synced batch.
 *
 * <p>Threads: only the committer's.
 */
final class RocksDisk implements Disk {

  private final Database database;

  RocksDisk(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Entry> read(Key key) {
    return database.call(
        it ->
            Optional.ofNullable(it.db().get(it.current(), KeyLayout.key(key)))
                .map(row -> KeyLayout.entry(key, row)));
  }

  @Override
  public void write(List<StoreEvent> events, @Nullable Revision compacted) {
    database.call(
        it -> {
          write(it, events, compacted);
          return events;
        });
  }

  private void write(Database to, List<StoreEvent> events, @Nullable Revision compacted)
      throws RocksDBException {
    try (WriteBatch batch = new WriteBatch();
        WriteOptions synced = new WriteOptions().setSync(true)) {
      for (StoreEvent event : events) {
        add(to, batch, event);
      }
      if (!events.isEmpty()) {
        byte[] last = RevisionCodec.encode(events.getLast().revision());
        batch.put(to.meta(), KeyLayout.REVISION, last);
      }
      if (compacted != null) {
        batch.put(to.meta(), KeyLayout.COMPACTED, RevisionCodec.encode(compacted));
      }
      to.db().write(synced, batch);
    }
  }

  private static void add(Database to, WriteBatch batch, StoreEvent event) throws RocksDBException {
    switch (event) {
      case StoreEvent.Put put -> {
        Key key = put.entry().key();
        batch.put(to.current(), KeyLayout.key(key), KeyLayout.entryValue(put.entry()));
        supersede(to, batch, put.previous().orElse(null), put.revision());
        log(to, batch, key, put.previous().orElse(null), put);
      }
      case StoreEvent.Delete delete -> {
        Key key = delete.previous().key();
        batch.delete(to.current(), KeyLayout.key(key));
        supersede(to, batch, delete.previous(), delete.revision());
        log(to, batch, key, delete.previous(), delete);
      }
      case StoreEvent.Progress progress -> throw new IllegalArgumentException("not a change");
    }
  }

  private static void supersede(
      Database to, WriteBatch batch, @Nullable Entry previous, Revision end)
      throws RocksDBException {
    if (previous != null) {
      batch.put(
          to.history(),
          KeyLayout.versionKey(previous.key(), previous.modRevision()),
          KeyLayout.versionValue(previous, end));
    }
  }

  private static void log(
      Database to, WriteBatch batch, Key key, @Nullable Entry previous, StoreEvent event)
      throws RocksDBException {
    boolean delete = event instanceof StoreEvent.Delete;
    Revision before = previous == null ? null : previous.modRevision();
    KeyLayout.Change change = new KeyLayout.Change(event.revision(), delete, before, key);
    batch.put(to.history(), KeyLayout.logKey(event.revision()), KeyLayout.logValue(change));
  }
}
