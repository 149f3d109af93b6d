package dev.ordinal.storage.watch;

/**
 * How much of the recent history is kept in memory, and how far a watcher may fall behind.
 *
 * @param logEvents the greatest number of events in memory
 * @param logBytes roughly the greatest size of these events, in bytes
 * @param maxLag a watcher that has been up to date and is more than this many revisions behind is
 *     ended with {@code OVERFLOWED}
 */
public record WatchLimits(int logEvents, long logBytes, long maxLag) {

  /** Refuses limits under which nothing would work. */
  public WatchLimits {
    if (logEvents < 1 || logBytes < 1 || maxLag < 1) {
      throw new IllegalArgumentException("watch limits must be positive");
    }
  }

  /** Limits for one ordinary cluster. */
  public static WatchLimits defaults() {
    return new WatchLimits(8192, 16L << 20, 200_000);
  }
}
