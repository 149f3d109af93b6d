package dev.ordinal.storage.rocksdb;

/** Waits that finish in spite of interrupts, which are handed on when they are over. */
final class Uninterrupted {

  /** A wait with a result. */
  interface Wait<T> {
    T get() throws InterruptedException;
  }

  /** A wait without one. */
  interface PlainWait {
    void run() throws InterruptedException;
  }

  private Uninterrupted() {}

  static <T> T get(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static void run(PlainWait wait) {
    var _ =
        get(
            () -> {
              wait.run();
              return wait;
            });
  }
}
