package dev.ordinal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.storage.WriteOutcome.AlreadyExists;
import dev.ordinal.storage.WriteOutcome.Conflict;
import dev.ordinal.storage.WriteOutcome.NotFound;
import dev.ordinal.storage.WriteOutcome.Written;
import dev.ordinal.storage.memory.MemoryStore;
import dev.ordinal.storage.watch.WatchLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does; each implementation runs all of it. */
public abstract class StoreContractTest {

  protected static final KeyRange PODS = KeyRange.of("/pods/");
  private static final Duration LONG = Duration.ofSeconds(20);

  private Store store = noStore();

  /** A new, empty store. */
  protected abstract Store open(WatchLimits limits);

  @BeforeEach
  void openStore() {
    store = open(WatchLimits.defaults());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void beginsAtRevisionOneOrLater() {
    assertThat(store.revision().value()).isGreaterThanOrEqualTo(1);
    assertThat(store.get(key("/pods/a/x"))).isEmpty();
    Page page = store.range(PODS, Revision.LATEST, 0);
    assertThat(page.entries()).isEmpty();
    assertThat(page.revision()).isEqualTo(store.revision());
    assertThat(page.more()).isFalse();
  }

  @Test
  void everyWriteGetsTheNextRevision() {
    long start = store.revision().value();
    Revision first = create("/pods/a/x", "1");
    Revision second = create("/pods/a/y", "1");
    Revision third = update("/pods/a/x", "2", first);
    Revision fourth = delete("/pods/a/y", second);
    assertThat(List.of(first, second, third, fourth))
        .extracting(Revision::value)
        .containsExactly(start + 1, start + 2, start + 3, start + 4);
    assertThat(store.revision()).isEqualTo(fourth);
    Entry entry = store.get(key("/pods/a/x")).orElseThrow();
    assertThat(text(entry)).isEqualTo("2");
    assertThat(entry.createRevision()).isEqualTo(first);
    assertThat(entry.modRevision()).isEqualTo(third);
    assertThat(store.get(key("/pods/a/y"))).isEmpty();
  }

  @Test
  void unmetConditionsChangeNothing() {
    Revision first = create("/pods/a/x", "1");
    Revision second = update("/pods/a/x", "2", first);
    assertThat(store.create(key("/pods/a/x"), bytes("3")))
        .isInstanceOfSatisfying(
            AlreadyExists.class, it -> assertThat(text(it.current())).isEqualTo("2"));
    assertThat(store.update(key("/pods/a/x"), bytes("3"), first))
        .isInstanceOfSatisfying(
            Conflict.class, it -> assertThat(it.current().modRevision()).isEqualTo(second));
    assertThat(store.delete(key("/pods/a/x"), first)).isInstanceOf(Conflict.class);
    assertThat(store.update(key("/pods/a/none"), bytes("3"), first)).isInstanceOf(NotFound.class);
    assertThat(store.delete(key("/pods/a/none"), first)).isInstanceOf(NotFound.class);
    assertThat(store.revision()).isEqualTo(second);
  }

  @Test
  void aKeyCreatedAgainHasANewCreateRevision() {
    delete("/pods/a/x", create("/pods/a/x", "1"));
    Revision again = create("/pods/a/x", "2");
    assertThat(store.get(key("/pods/a/x")).orElseThrow().createRevision()).isEqualTo(again);
  }

  @Test
  void rangesAreInByteOrderAndPaged() {
    for (String name :
        List.of("b/x", "a/x", "a/x-1", "a/x0", "ab/x", "a/\uFFFD", "a/\uD83D\uDE00")) {
      create("/pods/" + name, name);
    }
    create("/podsx/a", "not in the range");
    List<String> expected =
        List.of("a/x", "a/x-1", "a/x0", "a/\uFFFD", "a/\uD83D\uDE00", "ab/x", "b/x");
    assertThat(texts(store.range(PODS, Revision.LATEST, 0))).isEqualTo(expected);

    List<String> paged = new ArrayList<>();
    KeyRange rest = PODS;
    Page page;
    do {
      page = store.range(rest, Revision.LATEST, 3);
      paged.addAll(texts(page));
      assertThat(page.remaining()).isIn(-1L, (long) expected.size() - paged.size());
      rest = PODS.startingAfter(page.entries().getLast().key());
    } while (page.more());
    assertThat(paged).isEqualTo(expected);
  }

  @Test
  void readsAnOlderRevisionAsItWas() {
    Revision x1 = create("/pods/a/x", "x1");
    Revision y1 = create("/pods/a/y", "y1");
    Revision x2 = update("/pods/a/x", "x2", x1);
    Revision gone = delete("/pods/a/y", y1);
    Revision y2 = create("/pods/a/y", "y2");
    assertThat(textsAt(x1)).containsExactly("x1");
    assertThat(textsAt(y1)).containsExactly("x1", "y1");
    assertThat(textsAt(x2)).containsExactly("x2", "y1");
    assertThat(textsAt(gone)).containsExactly("x2");
    assertThat(textsAt(y2)).containsExactly("x2", "y2");
    Page page = store.range(PODS, y1, 1);
    assertThat(page.more()).isTrue();
    assertThat(page.revision()).isEqualTo(y1);
    Page rest = store.range(PODS.startingAfter(key("/pods/a/x")), y1, 1);
    assertThat(texts(rest)).containsExactly("y1");
    assertThat(rest.more()).isFalse();
  }

  @Test
  void refusesRevisionsNotReachedYet() {
    Revision future = store.revision().next();
    assertCode(StoreException.Code.FUTURE_REVISION, () -> store.range(PODS, future, 0));
    assertCode(StoreException.Code.FUTURE_REVISION, () -> store.watch(PODS, future));
    assertCode(StoreException.Code.FUTURE_REVISION, () -> store.compact(future));
  }

  @Test
  void watchesEveryChangeInTheRangeInOrder() throws Exception {
    Revision start = store.revision();
    try (WatchStream watch = store.watch(PODS, start)) {
      Revision first = create("/pods/a/x", "1");
      create("/nodes/n", "elsewhere");
      Revision second = update("/pods/a/x", "2", first);
      Revision third = delete("/pods/a/x", second);
      List<StoreEvent> events = take(watch, 3);
      assertPut(events.get(0), "1", first, Optional.empty());
      assertPut(events.get(1), "2", second, Optional.of("1"));
      assertDelete(events.get(2), "2", third);
      assertThat(watch.next(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void watchesFromAnOlderRevision() throws Exception {
    Revision first = create("/pods/a/x", "1");
    Revision second = update("/pods/a/x", "2", first);
    Revision third = delete("/pods/a/x", second);
    Revision fourth = create("/pods/a/x", "4");
    try (WatchStream watch = store.watch(PODS, first)) {
      List<StoreEvent> events = take(watch, 3);
      assertPut(events.get(0), "2", second, Optional.of("1"));
      assertDelete(events.get(1), "2", third);
      assertPut(events.get(2), "4", fourth, Optional.empty());
    }
  }

  @Test
  void aWatchReadsOnFromTheHistoryWhenTheLogIsTooShort() throws Exception {
    store.close();
    store = open(new WatchLimits(4, 1 << 20, 1_000_000));
    Revision start = store.revision();
    try (WatchStream idle = store.watch(PODS, start)) {
      Revision last = create("/pods/a/x", "0");
      for (int i = 1; i < 600; i++) {
        last = update("/pods/a/x", String.valueOf(i), last);
        create("/nodes/" + i, "elsewhere");
      }
      try (WatchStream late = store.watch(PODS, start)) {
        for (WatchStream watch : List.of(idle, late)) {
          List<StoreEvent> events = take(watch, 600);
          for (int i = 0; i < 600; i++) {
            assertThat(text(((StoreEvent.Put) events.get(i)).entry())).isEqualTo("" + i);
          }
        }
      }
    }
  }

  @Test
  void aWatcherThatIsTooSlowIsTold() throws Exception {
    store.close();
    store = open(new WatchLimits(4, 1 << 20, 10));
    try (WatchStream watch = store.watch(PODS, store.revision())) {
      assertThat(watch.next(Duration.ZERO)).isEmpty();
      for (int i = 0; i < 12; i++) {
        create("/pods/a/" + i, "" + i);
      }
      assertCode(StoreException.Code.OVERFLOWED, () -> watch.next(Duration.ZERO));
      assertCode(StoreException.Code.OVERFLOWED, () -> watch.next(Duration.ZERO));
    }
  }

  @Test
  void anIdleWatchIsNeverBehind() throws Exception {
    store.close();
    store = open(new WatchLimits(4, 1 << 20, 10));
    try (WatchStream watch = store.watch(PODS, store.revision())) {
      assertThat(watch.next(Duration.ZERO)).isEmpty();
      Revision last = store.revision();
      for (int i = 0; i < 50; i++) {
        last = create("/nodes/" + i, "elsewhere");
      }
      assertThat(watch.awaitPosition(last, LONG)).isTrue();
      assertThat(watch.next(Duration.ZERO)).contains(new StoreEvent.Progress(last));
      assertThat(watch.next(Duration.ZERO)).isEmpty();
      Revision pod = create("/pods/a/x", "1");
      assertThat(take(watch, 1).getFirst().revision()).isEqualTo(pod);
    }
  }

  @Test
  void progressNeverOvertakesEvents() throws Exception {
    Revision start = store.revision();
    try (WatchStream watch = store.watch(PODS, start)) {
      Revision pod = create("/pods/a/x", "1");
      Revision node = create("/nodes/n", "elsewhere");
      assertThat(watch.position()).isLessThan(pod);
      assertThat(watch.next(LONG).orElseThrow().revision()).isEqualTo(pod);
      assertThat(watch.position()).as("still dealing with the event").isLessThan(pod);
      assertThat(watch.next(Duration.ZERO)).contains(new StoreEvent.Progress(node));
      assertThat(watch.position()).isEqualTo(node);
    }
  }

  @Test
  void givesUpHistoryButNeverCurrentEntries() throws Exception {
    Revision before = store.revision();
    Revision x1 = create("/pods/a/x", "x1");
    Revision y1 = create("/pods/a/y", "y1");
    Revision x2 = update("/pods/a/x", "x2", x1);
    Revision y2 = delete("/pods/a/y", y1);
    store.compact(x2);
    store.compact(x1);
    assertCode(StoreException.Code.COMPACTED, () -> store.range(PODS, y1, 0));
    assertCode(StoreException.Code.COMPACTED, () -> store.watch(PODS, y1));
    assertCode(StoreException.Code.COMPACTED, () -> store.watch(PODS, before));
    assertThat(textsAt(x2)).containsExactly("x2", "y1");
    assertThat(textsAt(y2)).containsExactly("x2");
    // The delete right behind the compacted revision is there (etcd once lost it).
    try (WatchStream watch = store.watch(PODS, x2)) {
      assertDelete(take(watch, 1).getFirst(), "y1", y2);
    }
    store.compact(y2);
    assertThat(textsAt(y2)).containsExactly("x2");
    assertThat(store.revision()).isEqualTo(y2);
    assertThat(create("/pods/a/z", "z")).isEqualTo(y2.next());
  }

  @Test
  void compactingUnderASlowWatchEndsItOrLosesNothing() throws Exception {
    store.close();
    store = open(new WatchLimits(2, 1 << 20, 1_000_000));
    Revision start = store.revision();
    try (WatchStream watch = store.watch(PODS, start)) {
      Revision last = create("/pods/a/x", "0");
      for (int i = 1; i < 20; i++) {
        last = update("/pods/a/x", "" + i, last);
      }
      store.compact(last);
      assertCode(StoreException.Code.COMPACTED, () -> watch.next(LONG));
    }
  }

  @Test
  void closingEndsEverything() throws Exception {
    WatchStream mine = store.watch(PODS, store.revision());
    WatchStream waiting = store.watch(PODS, store.revision());
    CountDownLatch started = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  started.countDown();
                  try {
                    waiting.next(LONG);
                  } catch (StoreException | InterruptedException e) {
                    thrown.add(e);
                  }
                });
    started.await();
    mine.close();
    assertCode(StoreException.Code.CLOSED, () -> mine.next(LONG));
    store.close();
    store.close();
    reader.join();
    assertThat(thrown)
        .singleElement()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(StoreException.Code.CLOSED));
    assertCode(StoreException.Code.CLOSED, () -> store.get(key("/pods/a/x")));
    assertCode(StoreException.Code.CLOSED, () -> store.create(key("/pods/a/x"), bytes("1")));
    assertCode(StoreException.Code.CLOSED, () -> store.range(PODS, Revision.LATEST, 0));
    assertCode(StoreException.Code.CLOSED, () -> store.watch(PODS, Revision.LATEST));
  }

  @Test
  void oneOfManyConcurrentWritersWins() throws Exception {
    Revision first = create("/pods/a/x", "0");
    List<WriteOutcome> outcomes = new ArrayList<>();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String value = "writer " + i;
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    WriteOutcome outcome = store.update(key("/pods/a/x"), bytes(value), first);
                    synchronized (outcomes) {
                      outcomes.add(outcome);
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(outcomes).hasSize(16).filteredOn(Written.class::isInstance).hasSize(1);
    assertThat(store.revision()).isEqualTo(first.next());
  }

  private Revision create(String path, String value) {
    return written(store.create(key(path), bytes(value)));
  }

  private Revision update(String path, String value, Revision expected) {
    return written(store.update(key(path), bytes(value), expected));
  }

  private Revision delete(String path, Revision expected) {
    return written(store.delete(key(path), expected));
  }

  private List<String> textsAt(Revision revision) {
    return texts(store.range(PODS, revision, 0));
  }

  private static Store noStore() {
    return new MemoryStore();
  }

  private static Revision written(WriteOutcome outcome) {
    assertThat(outcome).isInstanceOf(Written.class);
    return ((Written) outcome).revision();
  }

  private static List<StoreEvent> take(WatchStream watch, int count) throws InterruptedException {
    List<StoreEvent> events = new ArrayList<>();
    while (events.size() < count) {
      StoreEvent event = watch.next(LONG).orElseThrow();
      if (!(event instanceof StoreEvent.Progress)) {
        events.add(event);
      }
    }
    return events;
  }

  private static void assertPut(
      StoreEvent event, String value, Revision revision, Optional<String> previous) {
    assertThat(event)
        .isInstanceOfSatisfying(
            StoreEvent.Put.class,
            put -> {
              assertThat(text(put.entry())).isEqualTo(value);
              assertThat(put.revision()).isEqualTo(revision);
              assertThat(put.previous().map(StoreContractTest::text)).isEqualTo(previous);
            });
  }

  private static void assertDelete(StoreEvent event, String previous, Revision revision) {
    assertThat(event)
        .isInstanceOfSatisfying(
            StoreEvent.Delete.class,
            delete -> {
              assertThat(text(delete.previous())).isEqualTo(previous);
              assertThat(delete.revision()).isEqualTo(revision);
            });
  }

  private static void assertCode(StoreException.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Key key(String path) {
    return new Key(path);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(Entry entry) {
    return new String(entry.value(), UTF_8);
  }

  private static List<String> texts(Page page) {
    return page.entries().stream().map(StoreContractTest::text).toList();
  }
}
