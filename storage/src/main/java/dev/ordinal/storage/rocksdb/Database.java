package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The open RocksDB with its column families, and the only way to it.
 *
 * <p>Threads: {@link #call} may be used from any thread. Native calls pin the carrier of a virtual
 * thread, so the work of virtual threads is handed to a small pool of platform threads; platform
 * threads do theirs themselves. {@code gate} is held shared during each call and exclusively while
 * closing: nothing ever touches a freed native object.
 */
final class Database implements AutoCloseable {

  /** Work on the open database. */
  interface Work<T> {
    T run(Database database) throws RocksDBException;
  }

  private static final int READERS = 4;

  private final Path directory;
  private final RocksDB db;
  private final List<ColumnFamilyHandle> families;
  private final List<AutoCloseable> options;
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READERS, Thread.ofPlatform().daemon().name("store-reader-", 0).factory());
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Takes over an open database.
   *
   * @param families default, current, history
   * @param options native objects to free behind the database
   */
  Database(
      Path directory,
      RocksDB db,
      List<ColumnFamilyHandle> families,
      List<? extends AutoCloseable> options) {
    this.directory = directory;
    this.db = db;
    this.families = List.copyOf(families);
    this.options = new ArrayList<>(options);
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle meta() {
    return families.get(0);
  }

  ColumnFamilyHandle current() {
    return families.get(1);
  }

  ColumnFamilyHandle history() {
    return families.get(2);
  }

  /** Runs work on a platform thread and waits for it. */
  <T> T call(Work<T> work) {
    if (!Thread.currentThread().isVirtual()) {
      return guarded(work);
    }
    try {
      return CompletableFuture.supplyAsync(() -> guarded(work), readers).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException failure ? failure : e;
    } catch (RejectedExecutionException e) {
      throw closedException();
    }
  }

  @Override
  public void close() {
    gate.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      families.forEach(ColumnFamilyHandle::close);
      db.close();
      for (AutoCloseable option : options) {
        closeQuietly(option);
      }
    } finally {
      gate.writeLock().unlock();
    }
    readers.shutdown();
  }

  private <T> T guarded(Work<T> work) {
    gate.readLock().lock();
    try {
      if (closed) {
        throw closedException();
      }
      return work.run(this);
    } catch (RocksDBException e) {
      throw Failures.of(e, directory);
    } finally {
      gate.readLock().unlock();
    }
  }

  private static void closeQuietly(AutoCloseable option) {
    try {
      option.close();
    } catch (Exception e) {
      throw new IllegalStateException(e); // closing options declares, but never throws
    }
  }

  private static StoreException closedException() {
    return new StoreException(Code.CLOSED, "the store is closed");
  }
}
