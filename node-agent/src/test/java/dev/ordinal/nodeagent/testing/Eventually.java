package dev.ordinal.nodeagent.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that other threads bring about. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Eventually() {}

  /** Waits until it is so. */
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      Thread.sleep(5);
    }
  }
}
