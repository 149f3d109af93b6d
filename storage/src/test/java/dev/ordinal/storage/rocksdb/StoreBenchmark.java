package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Key;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.WriteOutcome;
import dev.ordinal.storage.memory.MemoryStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Run by hand: durable creates per second with 1, 8 and 32 writers, beside what a bare file gives
 * when each 1 KiB record is synced by itself. Argument: a directory on the disk to be measured.
 */
final class StoreBenchmark {

  private static final int VALUE = 1024;
  private static final int MILLIS = 3000;

  private StoreBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "bench");
    double file = syncedAppends(directory.resolve("file"));
    System.out.printf("a bare file, one sync each  %8.0f/s%n", file);
    for (int round = 0; round < 2; round++) {
      for (int writers : new int[] {1, 8, 32}) {
        Path own = directory.resolve("store-" + round + "-" + writers);
        try (RocksStore store = RocksStore.open(own, StoreConfig.defaults())) {
          print("RocksStore", writers, creates(store, writers), file);
        }
        try (MemoryStore store = new MemoryStore()) {
          print("MemoryStore", writers, creates(store, writers), file);
        }
      }
    }
  }

  private static void print(String name, int writers, double rate, double file) {
    System.out.printf(
        "%-12s %2d writers  %8.0f/s  %5.1f x the file%n", name, writers, rate, rate / file);
  }

  private static double creates(Store store, int writers) throws InterruptedException {
    long end = System.nanoTime() + MILLIS * 1_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      String prefix = "/bench/" + w + "/";
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; System.nanoTime() < end; i++) {
                      WriteOutcome outcome = store.create(new Key(prefix + i), new byte[VALUE]);
                      if (!(outcome instanceof WriteOutcome.Written)) {
                        throw new IllegalStateException(outcome.toString());
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return (store.revision().value() - 1) * 1000.0 / MILLIS;
  }

  private static double syncedAppends(Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND)) {
      long end = System.nanoTime() + MILLIS * 1_000_000L;
      int count = 0;
      for (; System.nanoTime() < end; count++) {
        file.write(ByteBuffer.allocate(VALUE));
        file.force(false);
      }
      return count * 1000.0 / MILLIS;
    }
  }
}
