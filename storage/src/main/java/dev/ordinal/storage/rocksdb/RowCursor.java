package dev.ordinal.storage.rocksdb;

import java.util.List;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** An iterator over rows that reports read errors instead of ending early. */
final class RowCursor implements AutoCloseable {

  private final RocksIterator iterator;
  private final List<AbstractNativeReference> owned;

  RowCursor(RocksIterator iterator, List<AbstractNativeReference> owned) {
    this.iterator = iterator;
    this.owned = owned;
  }

  boolean valid() throws RocksDBException {
    if (iterator.isValid()) {
      return true;
    }
    iterator.status();
    return false;
  }

  byte[] key() {
    return iterator.key();
  }

  byte[] value() {
    return iterator.value();
  }

  void advance() {
    iterator.next();
  }

  @Override
  public void close() {
    iterator.close();
    owned.forEach(AbstractNativeReference::close);
  }
}
