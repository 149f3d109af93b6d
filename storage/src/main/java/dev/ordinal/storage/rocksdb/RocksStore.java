package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.WatchStream;
import dev.ordinal.storage.WriteOutcome;
import dev.ordinal.storage.watch.WatchHub;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The durable {@link Store} on RocksDB: acknowledged means on disk.
 *
 * <p>The door to this package; it only puts the parts together.
 */
public final class RocksStore implements Store {

  private final Database database;
  private final SnapshotReader reader;
  private final WatchHub hub;
  private final Committer committer;
  private final Compactor compactor;

  private RocksStore(Database database, StoreConfig config) {
    this.database = database;
    this.reader = new SnapshotReader(database);
    this.hub =
        new WatchHub(meta(KeyLayout.REVISION), meta(KeyLayout.COMPACTED), reader, config.watch());
    this.committer = new Committer(new RocksDisk(database), hub, config.maxBatch());
    this.compactor = new Compactor(database);
  }

  /**
   * Opens a store in a directory, which is made where it is missing.
   *
   * @throws dev.ordinal.storage.StoreException with {@code LOCKED}, {@code CORRUPT}, {@code
   *     NEWER_FORMAT}, {@code DISK_FULL} or {@code IO}; the message names the directory and the
   *     remedy
   */
  public static RocksStore open(Path directory, StoreConfig config) {
    Database database = new DatabaseOpener(directory, config).open();
    try {
      RocksStore store = new RocksStore(database, config);
      store.committer.start();
      return store;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public Revision revision() {
    return hub.revision();
  }

  @Override
  public Optional<Entry> get(Key key) {
    Optional<Entry> entry = reader.get(key);
    entry.ifPresent(it -> hub.awaitAppended(it.modRevision()));
    return entry;
  }

  @Override
  public Page range(KeyRange range, Revision at, int limit) {
    Page page = reader.range(range, at, limit);
    hub.awaitAppended(page.revision());
    return page;
  }

  @Override
  public WriteOutcome create(Key key, byte[] value) {
    return committer.submit(new WriteRequest.Create(key, value));
  }

  @Override
  public WriteOutcome update(Key key, byte[] value, Revision expected) {
    return committer.submit(new WriteRequest.Update(key, value, expected));
  }

  @Override
  public WriteOutcome delete(Key key, Revision expected) {
    return committer.submit(new WriteRequest.Delete(key, expected));
  }

  @Override
  public WatchStream watch(KeyRange range, Revision after) {
    return hub.watch(range, after);
  }

  @Override
  public void compact(Revision upTo) {
    if (upTo.compareTo(hub.compacted()) > 0) {
      hub.checkReadable(upTo);
      compactor.sweep(committer.compact(upTo));
    }
  }

  @Override
  public void close() {
    committer.close();
    hub.close();
    database.close();
  }

  private Revision meta(byte[] name) {
    return database.call(
        it -> {
          byte[] row = it.db().get(it.meta(), name);
          return row == null ? new Revision(1) : RevisionCodec.decode(row);
        });
  }
}
