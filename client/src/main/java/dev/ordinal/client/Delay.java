package dev.ordinal.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A pause that doubles up to a limit, with jitter, until reset. For one thread. */
final class Delay {
  private final Duration first;
  private final Duration limit;
  private Duration next;

  Delay(Duration first, Duration limit) {
    this.first = first;
    this.limit = limit;
    this.next = first;
  }

  /** Sleeps; an interrupt ends the sleep and stays set. */
  void pause() {
    long millis = next.toMillis();
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(limit) > 0 ? limit : doubled;
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void reset() {
    next = first;
  }
}
