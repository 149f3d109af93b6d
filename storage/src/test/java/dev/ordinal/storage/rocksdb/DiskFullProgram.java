package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.WatchStream;
import dev.ordinal.storage.WriteOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Runs on a small file system of its own (see {@link DiskFullTest}): fills it, makes room, goes on
 * writing, and checks after each step that what was acknowledged is there and nothing else.
 */
final class DiskFullProgram {

  private static final KeyRange ALL = KeyRange.of("/full/");

  private final Path directory;
  private final Random random = new Random(1);
  private final Map<Key, Revision> acknowledged = new HashMap<>();
  private int refused;

  private DiskFullProgram(Path directory) {
    this.directory = directory;
  }

  /** The argument: where the small file system is mounted. */
  public static void main(String[] arguments) throws Exception {
    new DiskFullProgram(Path.of(arguments[0])).run();
  }

  private void run() throws Exception {
    Path filler = directory.resolve("filler");
    Files.write(filler, new byte[12 << 20]);
    try (RocksStore store = open()) {
      StoreException failure = writeUntilRefused(store);
      System.out.println(failure.getMessage());
      check(failure.code() == StoreException.Code.DISK_FULL, "code " + failure.code());
      check(
          String.valueOf(failure.getMessage()).contains(directory.toString()),
          "the directory is named");
      for (int i = 0; i < 20; i++) {
        check(write(store, "again") != null, "still full");
      }
      verify(store, "while full");
      Files.delete(filler);
      goOnWriting(store);
      verify(store, "with room again");
    }
    try (RocksStore store = open()) {
      verify(store, "opened again");
      goOnWriting(store);
      verify(store, "and written to");
    }
    System.out.println("fine: " + acknowledged.size() + " written, " + refused + " refused");
  }

  private RocksStore open() {
    return RocksStore.open(directory.resolve("store"), StoreConfig.defaults());
  }

  private StoreException writeUntilRefused(RocksStore store) {
    for (int i = 0; i < 100_000; i++) {
      StoreException failure = write(store, String.valueOf(i));
      if (failure != null) {
        return failure;
      }
    }
    throw new AssertionError("the disk is never full");
  }

  private void goOnWriting(RocksStore store) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(60);
    int written = 0;
    while (written < 50) {
      StoreException failure = write(store, "more-" + random.nextLong());
      if (failure == null) {
        written++;
      } else {
        check(Instant.now().isBefore(deadline), "writes go on by themselves: " + failure);
        Thread.sleep(100);
      }
    }
  }

  @org.jspecify.annotations.Nullable
  private StoreException write(RocksStore store, String name) {
    byte[] value = new byte[20_000];
    random.nextBytes(value); // not to be compressed
    Key key = new Key("/full/" + name);
    Revision before = store.revision();
    try {
      Revision revision = ((WriteOutcome.Written) store.create(key, value)).revision();
      check(revision.equals(before.next()), "no revision is lost");
      acknowledged.put(key, revision);
      return null;
    } catch (StoreException e) {
      check(store.revision().equals(before), "a refused write burns no revision");
      refused++;
      return e;
    }
  }

  private void verify(RocksStore store, String when) throws InterruptedException {
    Page page = store.range(ALL, Revision.LATEST, 0);
    Map<Key, Revision> found = new HashMap<>();
    for (Entry entry : page.entries()) {
      found.put(entry.key(), entry.modRevision());
    }
    check(found.equals(acknowledged), when + ": what was acknowledged, and nothing else");
    try (WatchStream watch = store.watch(ALL, new Revision(1))) {
      for (long next = 2; next <= store.revision().value(); next++) {
        StoreEvent event = watch.next(Duration.ofSeconds(20)).orElseThrow();
        check(event.revision().value() == next, when + ": a watch without gaps");
      }
    }
  }

  private static void check(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
