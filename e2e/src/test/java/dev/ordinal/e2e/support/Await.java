package dev.ordinal.e2e.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something to become so, with a limit and with what was seen last in the failure. */
public final class Await {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Await() {}

  /** Looks again and again until a condition holds; returns what was seen then. */
  public static <T> T until(String what, Duration limit, Supplier<T> look, Predicate<T> holds) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      T seen = look.get();
      if (holds.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            what + ": not within " + limit.toSeconds() + " s; last seen: " + seen);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** As above, with two minutes' patience. */
  public static <T> T until(String what, Supplier<T> look, Predicate<T> holds) {
    return until(what, LIMIT, look, holds);
  }
}
