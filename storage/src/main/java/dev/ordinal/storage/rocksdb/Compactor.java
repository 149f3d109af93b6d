package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Revision;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Removes the rows of history that has been given up.
 *
 * <p>That it is given up is durable before the first row goes, so a crash in between is harmless:
 * nobody can ask for these revisions any more, and the next sweep goes on where this one stopped.
 *
 * <p>Threads: any; {@code lock} lets one sweep at a time.
 */
final class Compactor {

  private static final int CHUNK = 1000;

  private final Database database;
  private final ReentrantLock lock = new ReentrantLock();

  Compactor(Database database) {
    this.database = database;
  }

  /** Removes all rows up to a revision, in batches that are each complete in themselves. */
  void sweep(Revision upTo) {
    lock.lock();
    try {
      boolean more = true;
      while (more) {
        more = database.call(it -> sweepChunk(it, upTo));
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean sweepChunk(Database database, Revision upTo) throws RocksDBException {
    byte[] sweptRow = database.db().get(database.meta(), KeyLayout.SWEPT);
    Revision swept = sweptRow == null ? new Revision(1) : RevisionCodec.decode(sweptRow);
    try (Slice end = new Slice(KeyLayout.logKey(upTo.next()));
        ReadOptions options = new ReadOptions().setIterateUpperBound(end);
        RocksIterator log = database.db().newIterator(database.history(), options);
        WriteBatch batch = new WriteBatch();
        WriteOptions unsynced = new WriteOptions()) {
      log.seek(KeyLayout.logKey(swept.next()));
      @Nullable Revision last = null;
      for (int i = 0; i < CHUNK && log.isValid(); i++, log.next()) {
        KeyLayout.Change change = KeyLayout.change(log.key(), log.value());
        last = change.revision();
        Revision previous = change.previous();
        if (previous != null) {
          batch.delete(database.history(), KeyLayout.versionKey(change.key(), previous));
        }
      }
      log.status();
      if (last == null) {
        return false;
      }
      batch.deleteRange(
          database.history(), KeyLayout.logKey(swept.next()), KeyLayout.logKey(last.next()));
      batch.put(database.meta(), KeyLayout.SWEPT, RevisionCodec.encode(last));
      database.db().write(unsynced, batch);
      return last.compareTo(upTo) < 0;
    }
  }
}
