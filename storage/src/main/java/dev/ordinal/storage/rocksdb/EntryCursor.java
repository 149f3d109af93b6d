package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Revision;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Entries of a range in key order, as they were at a revision. */
sealed interface EntryCursor extends AutoCloseable {

  /** The next entry, or null at the end. */
  @Nullable Entry next() throws RocksDBException;

  @Override
  void close();

  /** Entries as they are now. */
  record Latest(RowCursor current) implements EntryCursor {

    @Override
    public @Nullable Entry next() throws RocksDBException {
      if (!current.valid()) {
        return null;
      }
      Entry entry = KeyLayout.entry(KeyLayout.key(current.key()), current.value());
      current.advance();
      return entry;
    }

    @Override
    public void close() {
      current.close();
    }
  }

  /**
   * Entries as they were: current rows and superseded versions, merged by key. At most one of all
   * rows of a key was the entry at the revision.
   */
  record Past(RowCursor current, RowCursor versions, Revision at) implements EntryCursor {

    @Override
    public @Nullable Entry next() throws RocksDBException {
      Entry found = null;
      while (found == null && (current.valid() || versions.valid())) {
        byte[] key = smallestKey();
        while (versions.valid() && Arrays.equals(key, KeyLayout.versionedKey(versions.key()))) {
          KeyLayout.Version version = KeyLayout.version(versions.key(), versions.value());
          if (version.entry().modRevision().compareTo(at) <= 0 && version.end().compareTo(at) > 0) {
            found = version.entry();
          }
          versions.advance();
        }
        if (current.valid() && Arrays.equals(key, current.key())) {
          Entry entry = KeyLayout.entry(KeyLayout.key(key), current.value());
          found = entry.modRevision().compareTo(at) <= 0 ? entry : found;
          current.advance();
        }
      }
      return found;
    }

    private byte[] smallestKey() throws RocksDBException {
      if (!versions.valid()) {
        return current.key();
      }
      byte[] versioned = KeyLayout.versionedKey(versions.key());
      return current.valid() && Arrays.compareUnsigned(current.key(), versioned) < 0
          ? current.key()
          : versioned;
    }

    @Override
    public void close() {
      current.close();
      versions.close();
    }
  }
}
