package dev.ordinal.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The delay before a failed key is tried again: doubles with every failure up to a limit, until
 * {@link #forget}. Thread-safe.
 */
public final class Backoff<K> {
  private final Duration first;
  private final Duration limit;
  private final Map<K, Integer> failures = new ConcurrentHashMap<>();

  public Backoff(Duration first, Duration limit) {
    this.first = first;
    this.limit = limit;
  }

  /** Upstream's controllers: 5 ms doubling to 1000 s. */
  public static <K> Backoff<K> ofControllers() {
    return new Backoff<>(Duration.ofMillis(5), Duration.ofSeconds(1000));
  }

  /** Counts a failure and answers how long to wait after it. */
  public Duration next(K key) {
    int earlier = failures.merge(key, 1, Integer::sum) - 1;
    if (earlier >= 40) {
      return limit;
    }
    long nanos = limit.toNanos() >> earlier;
    return first.toNanos() >= nanos ? limit : first.multipliedBy(1L << earlier);
  }

  /** How often the key has failed in a row. */
  public int failures(K key) {
    return failures.getOrDefault(key, 0);
  }

  public void forget(K key) {
    failures.remove(key);
  }
}
