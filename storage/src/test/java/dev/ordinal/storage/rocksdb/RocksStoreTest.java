package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Store;
import dev.ordinal.storage.StoreContractTest;
import dev.ordinal.storage.watch.WatchLimits;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest extends StoreContractTest {

  @TempDir private Path directory;
  private int stores;

  @Override
  protected Store open(WatchLimits limits) {
    Path own = directory.resolve(String.valueOf(stores++));
    return RocksStore.open(own, StoreConfig.defaults().withWatch(limits));
  }
}
