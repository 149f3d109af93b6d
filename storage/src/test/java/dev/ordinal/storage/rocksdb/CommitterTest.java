package dev.ordinal.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.StoreException.Code;
import dev.ordinal.storage.WriteOutcome;
import dev.ordinal.storage.WriteOutcome.Conflict;
import dev.ordinal.storage.WriteOutcome.NotFound;
import dev.ordinal.storage.WriteOutcome.Written;
import dev.ordinal.storage.watch.WatchHub;
import dev.ordinal.storage.watch.WatchLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Group commit over a disk that waits for permission, and can fail. */
class CommitterTest {

  private static final Key KEY = new Key("/a/b");

  private final TestDisk disk = new TestDisk();
  private final WatchHub hub =
      new WatchHub(
          new Revision(1), new Revision(1), (after, limit) -> List.of(), WatchLimits.defaults());
  private final Committer committer = new Committer(disk, hub, 100);

  @BeforeEach
  void start() {
    committer.start();
  }

  @AfterEach
  void stop() {
    disk.permits.release(1000);
    committer.close();
  }

  @Test
  void membersOfABatchSeeTheOnesBefore() throws Exception {
    CompletableFuture<WriteOutcome> first = submit(new WriteRequest.Create(new Key("/x"), bytes()));
    disk.awaitWaiting(); // what comes now gathers behind the first write
    List<CompletableFuture<WriteOutcome>> outcomes = new ArrayList<>();
    for (WriteRequest request :
        List.of(
            new WriteRequest.Create(KEY, bytes()),
            new WriteRequest.Create(KEY, bytes()),
            new WriteRequest.Update(KEY, bytes(), new Revision(3)),
            new WriteRequest.Update(KEY, bytes(), new Revision(3)),
            new WriteRequest.Delete(KEY, new Revision(4)),
            new WriteRequest.Delete(KEY, new Revision(4)),
            new WriteRequest.Create(KEY, bytes()))) {
      outcomes.add(submit(request));
      awaitQueued(outcomes.size());
    }
    assertThat(hub.revision())
        .as("nothing is visible before it is durable")
        .isEqualTo(new Revision(1));
    disk.permits.release(2);
    assertThat(first.join()).isEqualTo(new Written(new Revision(2)));
    assertThat(outcomes.get(0).join()).isEqualTo(new Written(new Revision(3)));
    assertThat(outcomes.get(1).join()).isInstanceOf(WriteOutcome.AlreadyExists.class);
    assertThat(outcomes.get(2).join()).isEqualTo(new Written(new Revision(4)));
    assertThat(outcomes.get(3).join())
        .isInstanceOfSatisfying(
            Conflict.class,
            it -> assertThat(it.current().modRevision()).isEqualTo(new Revision(4)));
    assertThat(outcomes.get(4).join()).isEqualTo(new Written(new Revision(5)));
    assertThat(outcomes.get(5).join()).isInstanceOf(NotFound.class);
    assertThat(outcomes.get(6).join()).isEqualTo(new Written(new Revision(6)));
    assertThat(disk.batches).containsExactly(1, 4);
    assertThat(hub.revision()).isEqualTo(new Revision(6));
  }

  @Test
  void aFailedSyncAcknowledgesNobodyAndBurnsNoRevision() throws Exception {
    CompletableFuture<WriteOutcome> first = submit(new WriteRequest.Create(new Key("/x"), bytes()));
    disk.awaitWaiting();
    CompletableFuture<WriteOutcome> create = submit(new WriteRequest.Create(KEY, bytes()));
    awaitQueued(1);
    CompletableFuture<WriteOutcome> again = submit(new WriteRequest.Create(KEY, bytes()));
    awaitQueued(2);
    disk.permits.release();
    assertThat(first.join()).isEqualTo(new Written(new Revision(2)));
    disk.awaitWaiting();
    disk.failure = new StoreException(Code.DISK_FULL, "full");
    disk.permits.release();
    // The second one's answer rested on the first, so it must not be given either.
    assertFailed(create, Code.DISK_FULL);
    assertFailed(again, Code.DISK_FULL);
    assertThat(hub.revision()).isEqualTo(new Revision(2));

    disk.failure = null;
    disk.permits.release();
    assertThat(committer.submit(new WriteRequest.Create(KEY, bytes())))
        .isEqualTo(new Written(new Revision(3)));
  }

  @Test
  void whatCannotBeReadFailsAlone() {
    disk.permits.release(100);
    disk.unreadable = KEY;
    assertFailed(submit(new WriteRequest.Create(KEY, bytes())), Code.CORRUPT);
    assertThat(committer.submit(new WriteRequest.Create(new Key("/x"), bytes())))
        .isEqualTo(new Written(new Revision(2)));
  }

  @Test
  void closingFinishesWhatIsQueuedAndRefusesTheRest() throws Exception {
    CompletableFuture<WriteOutcome> first = submit(new WriteRequest.Create(KEY, bytes()));
    disk.awaitWaiting();
    disk.permits.release(100);
    committer.close();
    assertThat(first.join()).isInstanceOf(Written.class);
    assertFailed(submit(new WriteRequest.Create(KEY, bytes())), Code.CLOSED);
  }

  private CompletableFuture<WriteOutcome> submit(WriteRequest request) {
    CompletableFuture<WriteOutcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                outcome.complete(committer.submit(request));
              } catch (StoreException e) {
                outcome.completeExceptionally(e);
              }
            });
    return outcome;
  }

  private void awaitQueued(int count) throws InterruptedException {
    while (committer.queued() < count) {
      Thread.sleep(1);
    }
  }

  private static void assertFailed(CompletableFuture<WriteOutcome> outcome, Code code) {
    assertThatThrownBy(outcome::join)
        .cause()
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static byte[] bytes() {
    return new byte[1];
  }

  /** Keeps entries in a map; each write needs a permit. */
  private static final class TestDisk implements Disk {

    private final Map<Key, Entry> entries = new HashMap<>();
    private final Semaphore permits = new Semaphore(0);
    private final List<Integer> batches = new ArrayList<>();
    private volatile @Nullable StoreException failure;
    private volatile @Nullable Key unreadable;

    void awaitWaiting() throws InterruptedException {
      while (!permits.hasQueuedThreads()) {
        Thread.sleep(1);
      }
    }

    @Override
    public Optional<Entry> read(Key key) {
      if (key.equals(unreadable)) {
        throw new StoreException(Code.CORRUPT, "unreadable");
      }
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void write(List<StoreEvent> events, @Nullable Revision compacted) {
      permits.acquireUninterruptibly();
      StoreException reason = failure;
      if (reason != null) {
        throw reason;
      }
      batches.add(events.size());
      for (StoreEvent event : events) {
        switch (event) {
          case StoreEvent.Put put -> entries.put(put.entry().key(), put.entry());
          case StoreEvent.Delete delete -> entries.remove(delete.previous().key());
          case StoreEvent.Progress progress -> throw new AssertionError(progress);
        }
      }
    }
  }
}
