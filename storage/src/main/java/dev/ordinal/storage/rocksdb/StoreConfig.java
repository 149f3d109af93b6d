package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.watch.WatchLimits;

/**
 * Sizes of a {@link RocksStore}, all of them memory outside the Java heap but the watch limits.
 *
 * @param writeBufferBytes one memtable; there are at most two per column family
 * @param blockCacheBytes blocks, indexes and filters of the files
 * @param maxOpenFiles table files held open
 * @param maxBatch the greatest number of writes behind one sync
 * @param watch limits of the recent events in memory
 */
public record StoreConfig(
    long writeBufferBytes,
    long blockCacheBytes,
    int maxOpenFiles,
    int maxBatch,
    WatchLimits watch) {

  /** Refuses sizes under which RocksDB would not work sensibly. */
  public StoreConfig {
    if (writeBufferBytes < 64 << 10 || blockCacheBytes < 1 << 20) {
      throw new IllegalArgumentException("buffers of a store must hold at least 64 KiB and 1 MiB");
    }
    if (maxOpenFiles < 16 || maxBatch < 1) {
      throw new IllegalArgumentException("a store needs 16 open files and batches of 1");
    }
  }

  /** Sizes for one ordinary cluster: about 20 MiB in all. */
  public static StoreConfig defaults() {
    return new StoreConfig(4L << 20, 8L << 20, 64, 256, WatchLimits.defaults());
  }

  /** The same with other watch limits. */
  public StoreConfig withWatch(WatchLimits limits) {
    return new StoreConfig(writeBufferBytes, blockCacheBytes, maxOpenFiles, maxBatch, limits);
  }
}
