package dev.ordinal.nodeagent.container;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delay that doubles from 10 seconds to 5 minutes and is forgotten after 10 quiet minutes; the
 * first retry is free. Not for several threads.
 */
public final class Backoff {

  private static final Duration INITIAL = Duration.ofSeconds(10);
  private static final Duration MAXIMUM = Duration.ofMinutes(5);
  private static final Duration RESET = MAXIMUM.multipliedBy(2);

  private Duration delay = Duration.ZERO;
  private @Nullable Instant lastUpdate;

  /** How long to wait from now, when the last failure was at a time; zero or less to go on. */
  public Duration remaining(Instant failedAt, Instant now) {
    if (isExpired(failedAt)) {
      return Duration.ZERO;
    }
    return Duration.between(now, failedAt.plus(delay));
  }

  /** A retry is made now: the next one waits longer. */
  public void next(Instant now) {
    delay = isExpired(now) ? INITIAL : min(delay.multipliedBy(2), MAXIMUM);
    lastUpdate = now;
  }

  /** The delay in force; zero before the first retry. */
  public Duration delay() {
    return delay;
  }

  /** Forgets all failures. */
  public void reset() {
    delay = Duration.ZERO;
    lastUpdate = null;
  }

  private boolean isExpired(Instant eventTime) {
    return lastUpdate == null || Duration.between(lastUpdate, eventTime).compareTo(RESET) > 0;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
