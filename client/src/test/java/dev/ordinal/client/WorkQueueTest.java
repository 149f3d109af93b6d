package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final AtomicLong now = new AtomicLong();
  private final WorkQueue<String> queue = new WorkQueue<>(now::get);

  @Test
  void aKeyAddedTwiceIsTakenOnce() throws InterruptedException {
    queue.add("a");
    queue.add("a");
    queue.add("b");
    assertThat(queue.take()).isEqualTo("a");
    assertThat(queue.take()).isEqualTo("b");
    assertThat(queue.size()).isZero();
  }

  @Test
  void aKeyAddedWhileItIsWorkedOnWaitsForDone() throws InterruptedException {
    queue.add("a");
    queue.take();
    queue.add("a");
    assertThat(queue.size()).isZero();
    queue.done("a");
    assertThat(queue.take()).isEqualTo("a");
  }

  @Test
  void ofTwoDelaysTheEarlierCounts() throws InterruptedException {
    queue.addAfter("a", Duration.ofSeconds(10));
    queue.addAfter("a", Duration.ofSeconds(5));
    queue.addAfter("b", Duration.ofSeconds(7));
    now.set(Duration.ofSeconds(8).toNanos());
    assertThat(queue.take()).isEqualTo("a");
    assertThat(queue.take()).isEqualTo("b");
    queue.done("a");
    now.set(Duration.ofSeconds(11).toNanos());
    queue.add("c");
    assertThat(queue.take()).isEqualTo("c");
    assertThat(queue.size()).isZero();
  }

  @Test
  void shutDownLetsTakersGo() throws InterruptedException {
    Thread taker = Thread.ofVirtual().start(this::takeQuietly);
    queue.shutDown();
    assertThat(taker.join(Duration.ofSeconds(10))).isTrue();
    queue.add("late");
    assertThat(queue.take()).isNull();
  }

  private void takeQuietly() {
    try {
      queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The race: an add that comes between a taker's take and its done must be neither lost nor
   * concurrent.
   */
  @Test
  void manyTakersNeverShareAKeyAndNoAddIsLost() throws InterruptedException {
    WorkQueue<Integer> real = new WorkQueue<>();
    AtomicIntegerArray holders = new AtomicIntegerArray(5);
    AtomicIntegerArray wanted = new AtomicIntegerArray(5);
    AtomicIntegerArray seen = new AtomicIntegerArray(5);
    AtomicInteger violations = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (Integer key = real.take(); key != null; key = real.take()) {
                    if (holders.incrementAndGet(key) != 1) {
                      violations.incrementAndGet();
                    }
                    seen.set(key, wanted.get(key));
                    Thread.sleep(0, 1);
                    holders.decrementAndGet(key);
                    real.done(key);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    CountDownLatch adders = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                for (int n = 0; n < 2000; n++) {
                  wanted.incrementAndGet(n % 5);
                  real.add(n % 5);
                }
                adders.countDown();
              });
    }
    adders.await();
    Await.until(() -> IntStream.range(0, 5).allMatch(k -> seen.get(k) == 1200));
    real.shutDown();
    assertThat(violations).hasValue(0);
  }
}
