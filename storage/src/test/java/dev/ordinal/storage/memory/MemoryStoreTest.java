package dev.ordinal.storage.memory;

import dev.ordinal.storage.Store;
import dev.ordinal.storage.StoreContractTest;
import dev.ordinal.storage.watch.WatchLimits;

class MemoryStoreTest extends StoreContractTest {

  @Override
  protected Store open(WatchLimits limits) {
    return new MemoryStore(limits);
  }
}
