package dev.ordinal.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Decides how far history may be given up, so that a length of time of it is always kept.
 *
 * <p>The owner of a store asks at regular moments, about once a minute, and compacts up to the
 * answer. A store that was just opened keeps what it has for the whole length again.
 *
 * <p>Threads: one at a time.
 */
public final class HistoryRetention {

  private record Sample(Instant time, Revision revision) {}

  private final Duration keep;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  /** Keeps at least so much history. */
  public HistoryRetention(Duration keep) {
    if (keep.isNegative()) {
      throw new IllegalArgumentException("history cannot be kept for " + keep);
    }
    this.keep = keep;
  }

  /** Keeps five minutes, as Kubernetes does. */
  public static HistoryRetention fiveMinutes() {
    return new HistoryRetention(Duration.ofMinutes(5));
  }

  /**
   * Notes that a revision was the newest one at a moment.
   *
   * @return the revision up to which history may be given up now, if any more than before
   */
  public Optional<Revision> due(Instant now, Revision newest) {
    samples.addLast(new Sample(now, newest));
    Instant limit = now.minus(keep);
    Optional<Revision> due = Optional.empty();
    while (!samples.isEmpty() && !samples.getFirst().time().isAfter(limit)) {
      due = Optional.of(samples.removeFirst().revision());
    }
    return due;
  }
}
