package dev.ordinal.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.WatchStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a writing process again and again. Afterwards every acknowledged write is there, no
 * revision was given out twice, and a watch tells the whole kept history without a gap.
 */
class CrashTest {

  private static final KeyRange ALL = KeyRange.of("/crash/");

  @TempDir private Path directory;

  /** What was acknowledged: revision to "key value". */
  private final TreeMap<Long, String> acknowledged = new TreeMap<>();

  /** The state that watches have told of so far, and the revision up to which. */
  private final TreeMap<String, String> state = new TreeMap<>();

  private long seen = 1;

  @Test
  void nothingAcknowledgedIsLostAndNoRevisionRepeats() throws Exception {
    Path libraries = Path.of("target", "native").toAbsolutePath();
    RocksLibrary.unpack(libraries);
    long seed = Long.getLong("ordinal.seed", System.nanoTime());
    int rounds = Integer.getInteger("ordinal.crashes", 6);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      int before = acknowledged.size();
      writeAndKill(libraries, random);
      assertThat(acknowledged.size()).as("writes of round %s", round).isGreaterThan(before);
      try (RocksStore store = RocksStore.open(directory.resolve("s"), StoreConfig.defaults())) {
        verify(store, "seed " + seed + ", round " + round);
      }
    }
  }

  private void writeAndKill(Path libraries, Random random) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=" + libraries,
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                directory.resolve("s").toString(),
                String.valueOf(random.nextInt()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream lines = writer.getInputStream()) {
      int enough = 1 + random.nextInt(1500);
      int got = 0;
      StringBuilder line = new StringBuilder();
      byte[] buffer = new byte[8192];
      for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
        for (char c : new String(buffer, 0, n, UTF_8).toCharArray()) {
          if (c != '\n') {
            line.append(c);
          } else {
            note(line.toString());
            line.setLength(0);
            got++;
          }
        }
        if (got >= enough) {
          writer.toHandle().destroyForcibly(); // SIGKILL; what it said before is still read
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private void note(String line) {
    int space = line.indexOf(' ');
    long revision = Long.parseLong(line.substring(0, space));
    String before = acknowledged.put(revision, line.substring(space + 1));
    assertThat(before).as("revision %s was given out before", revision).isNull();
  }

  private void verify(RocksStore store, String round) throws Exception {
    assertThat(store.revision().value())
        .as(round)
        .isGreaterThanOrEqualTo(acknowledged.lastKey())
        .isGreaterThanOrEqualTo(seen);
    Page now = store.range(ALL, Revision.LATEST, 0);
    assertThat(now.revision()).isEqualTo(store.revision());

    // Start where history is kept; what lies before is taken from a read at that revision.
    Revision start = oldestKept(store);
    if (start.value() > seen) {
      state.clear();
      store.range(ALL, start, 0).entries().forEach(it -> state.put(it.key().path(), text(it)));
      seen = start.value();
    } else {
      assertThat(texts(store.range(ALL, new Revision(seen), 0))).as(round).isEqualTo(state);
    }
    replay(store, round);
    assertThat(texts(now)).as(round).isEqualTo(state);
  }

  private void replay(RocksStore store, String round) throws InterruptedException {
    try (WatchStream watch = store.watch(ALL, new Revision(seen))) {
      while (seen < store.revision().value()) {
        StoreEvent event = watch.next(Duration.ofSeconds(20)).orElseThrow();
        seen++;
        assertThat(event.revision().value()).as(round).isEqualTo(seen);
        String said;
        switch (event) {
          case StoreEvent.Put put -> {
            String key = put.entry().key().path();
            assertThat(put.previous().map(CrashTest::text).orElse(null))
                .as(round)
                .isEqualTo(state.put(key, text(put.entry())));
            said = key + " " + text(put.entry());
          }
          case StoreEvent.Delete delete -> {
            String key = delete.previous().key().path();
            assertThat(text(delete.previous())).as(round).isEqualTo(state.remove(key));
            said = key + " ";
          }
          case StoreEvent.Progress progress -> throw new AssertionError(progress);
        }
        assertThat(said).as(round).isEqualTo(acknowledged.getOrDefault(seen, said));
      }
    }
  }

  private static Revision oldestKept(RocksStore store) {
    long low = 1;
    long high = store.revision().value();
    while (low < high) {
      long middle = (low + high) / 2;
      try {
        store.watch(ALL, new Revision(middle)).close();
        high = middle;
      } catch (StoreException e) {
        low = middle + 1;
      }
    }
    return new Revision(low);
  }

  private static Map<String, String> texts(Page page) {
    Map<String, String> texts = new HashMap<>();
    page.entries().forEach(entry -> texts.put(entry.key().path(), text(entry)));
    return texts;
  }

  private static String text(Entry entry) {
    return new String(entry.value(), UTF_8);
  }
}
