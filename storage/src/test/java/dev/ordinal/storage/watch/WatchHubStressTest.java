package dev.ordinal.storage.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.WatchStream;
import dev.ordinal.storage.WriteOutcome;
import dev.ordinal.storage.memory.MemoryStore;
import dev.ordinal.storage.rocksdb.RocksStore;
import dev.ordinal.storage.rocksdb.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Races of writers, watchers and compaction: a watcher moved along by the writer while it reads,
 * one that registers while events are fanned out, one whose history goes while it catches up, and
 * the hand-over from history to the log. Each writer counts in its own range, so that a watcher
 * knows which number comes next.
 */
class WatchHubStressTest {

  private static final int RANGES = 3;
  private static final int WRITES = 1500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final WatchLimits tiny = new WatchLimits(16, 1 << 20, 400);

  @Test
  void inMemory() throws Exception {
    try (Store store = new MemoryStore(tiny)) {
      run(store);
    }
  }

  @Test
  void onDisk(@TempDir Path directory) throws Exception {
    try (Store store = RocksStore.open(directory, StoreConfig.defaults().withWatch(tiny))) {
      run(store);
    }
  }

  private void run(Store store) throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(RANGES);
    List<Thread> threads = new ArrayList<>();
    for (int r = 0; r < RANGES; r++) {
      String prefix = "/r" + r + "/";
      threads.add(start(() -> write(store, prefix, writing)));
      for (int w = 0; w < 6; w++) {
        Random random = new Random(31L * r + w);
        boolean slow = w >= 4;
        threads.add(start(() -> watch(store, prefix, random, slow)));
      }
    }
    threads.add(start(() -> compact(store, writing)));
    for (Thread thread : threads) {
      assertThat(thread.join(PATIENCE)).as("done in time").isTrue();
    }
    assertThat(failures).isEmpty();
  }

  private void write(Store store, String prefix, CountDownLatch writing) {
    Key key = new Key(prefix + "key");
    Revision last = ((WriteOutcome.Written) store.create(key, number(0))).revision();
    for (int i = 1; i <= WRITES; i++) {
      last = ((WriteOutcome.Written) store.update(key, number(i), last)).revision();
    }
    writing.countDown();
  }

  private static void compact(Store store, CountDownLatch writing) throws InterruptedException {
    while (writing.getCount() > 0) {
      store.compact(new Revision(Math.max(1, store.revision().value() - 150)));
      Thread.sleep(1); // a pause between compactions, nothing is waited for
    }
  }

  /** Watches until the last number has come; begins again where the store says to. */
  private static void watch(Store store, String prefix, Random random, boolean slow)
      throws InterruptedException {
    int number = -1;
    while (number < WRITES) {
      var page = store.range(KeyRange.of(prefix), Revision.LATEST, 0);
      int listed = page.entries().isEmpty() ? -1 : number(page.entries().getFirst());
      assertThat(listed).as("never back in time").isGreaterThanOrEqualTo(number);
      number = listed;
      try (WatchStream stream = store.watch(KeyRange.of(prefix), page.revision())) {
        number = follow(stream, page.revision(), number, random, slow);
      } catch (StoreException e) {
        assertThat(e.code()).isIn(StoreException.Code.COMPACTED, StoreException.Code.OVERFLOWED);
      }
    }
  }

  private static int follow(
      WatchStream stream, Revision from, int listed, Random random, boolean slow)
      throws InterruptedException {
    Revision told = from;
    int number = listed;
    while (number < WRITES && random.nextInt(300) != 0) {
      StoreEvent event = stream.next(Duration.ofMillis(random.nextInt(20))).orElse(null);
      assertThat(stream.position()).isGreaterThanOrEqualTo(from);
      if (event == null) {
        continue;
      }
      assertThat(event.revision()).isGreaterThan(told);
      told = event.revision();
      if (event instanceof StoreEvent.Put put) {
        assertThat(number(put.entry())).isEqualTo(++number);
        assertThat(put.previous().map(WatchHubStressTest::number).orElse(-1)).isEqualTo(number - 1);
      }
      if (slow && random.nextInt(20) == 0) {
        Thread.sleep(1); // being slow is the point here, nothing is waited for
      }
    }
    return number;
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private Thread start(Body body) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                body.run();
              } catch (InterruptedException | RuntimeException | AssertionError e) {
                failures.add(e);
              }
            });
  }

  private static byte[] number(int i) {
    return String.valueOf(i).getBytes(UTF_8);
  }

  private static int number(Entry entry) {
    return Integer.parseInt(new String(entry.value(), UTF_8));
  }
}
