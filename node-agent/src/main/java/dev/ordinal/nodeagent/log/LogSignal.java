package dev.ordinal.nodeagent.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells the readers of a container's output that there is more, or that no more will come. */
public final class LogSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long version;
  private boolean ended;

  /** There is more to read. */
  public void grown() {
    change(false);
  }

  /** No more will come. */
  public void ended() {
    change(true);
  }

  private void change(boolean end) {
    lock.lock();
    try {
      version++;
      ended |= end;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** To be taken before reading, and given to {@link #await} when there was nothing. */
  public long version() {
    lock.lock();
    try {
      return version;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no more will come. */
  public boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something came after that version; false when the time is over first. */
  public boolean await(long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (version == seen && !ended) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return version != seen;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #await(long, long)} with a day's patience. */
  public boolean await(long seen) throws InterruptedException {
    return await(seen, TimeUnit.DAYS.toNanos(1));
  }
}
