package dev.ordinal.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.WriteOutcome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The program that {@link CrashTest} kills: writes with several threads until then, and says on
 * stdout what was acknowledged, one line each: revision, key, value (empty for a delete).
 */
final class CrashWriter {

  private static final int THREADS = 4;
  private static final int KEYS = 12;

  private final RocksStore store;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  private CrashWriter(RocksStore store) {
    this.store = store;
  }

  /** Arguments: the store's directory, a seed. */
  public static void main(String[] arguments) throws Exception {
    StoreConfig config = new StoreConfig(64 << 10, 1 << 20, 16, 64, StoreConfig.defaults().watch());
    RocksStore store = RocksStore.open(Path.of(arguments[0]), config);
    CrashWriter writer = new CrashWriter(store);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(Long.parseLong(arguments[1]) + i);
      String prefix = "/crash/" + i + "/";
      threads.add(Thread.ofVirtual().start(() -> writer.write(prefix, random)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void write(String prefix, Random random) {
    for (int i = 0; true; i++) {
      Key key = new Key(prefix + random.nextInt(KEYS));
      String value = random.nextInt() + "-" + "x".repeat(random.nextInt(2000));
      Optional<Entry> entry = store.get(key);
      boolean delete = entry.isPresent() && random.nextInt(4) == 0;
      WriteOutcome outcome;
      if (entry.isEmpty()) {
        outcome = store.create(key, value.getBytes(UTF_8));
      } else if (delete) {
        outcome = store.delete(key, entry.get().modRevision());
      } else {
        outcome = store.update(key, value.getBytes(UTF_8), entry.get().modRevision());
      }
      say(((WriteOutcome.Written) outcome).revision() + " " + key + " " + (delete ? "" : value));
      if (i % 50 == 49) {
        store.compact(new Revision(Math.max(1, store.revision().value() - 300)));
      }
    }
  }

  private void say(String line) {
    try {
      synchronized (out) {
        out.write((line + "\n").getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException("nobody listens", e);
    }
  }
}
