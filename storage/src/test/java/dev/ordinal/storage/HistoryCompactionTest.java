package dev.ordinal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.storage.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HistoryCompactionTest {

  private static final KeyRange ALL = KeyRange.of("/a/");

  @Test
  void historyGoesWhenItIsOldEnough() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (MemoryStore store = new MemoryStore();
        HistoryCompaction compaction =
            new HistoryCompaction(
                store, HistoryRetention.fiveMinutes(), Duration.ofMillis(1), now::get)) {
      Revision start = store.revision();
      compaction.start();
      store.create(new Key("/a/b"), new byte[1]);
      Revision last = store.revision();
      Instant deadline = Instant.now().plusSeconds(30);
      // The thread looks whenever it gets to run: time goes on until it has seen both moments.
      while (canWatch(store, start)) {
        assertThat(Instant.now()).isBefore(deadline);
        now.set(now.get().plus(Duration.ofMinutes(1)));
        Thread.sleep(2);
      }
      assertThat(canWatch(store, last)).isTrue();
      assertThatThrownBy(() -> store.range(ALL, start, 0)).isInstanceOf(StoreException.class);
    }
  }

  private static boolean canWatch(Store store, Revision after) {
    try (WatchStream watch = store.watch(ALL, after)) {
      return watch.position().compareTo(after) >= 0;
    } catch (StoreException e) {
      assertThat(e.code()).isEqualTo(StoreException.Code.COMPACTED);
      return false;
    }
  }
}
