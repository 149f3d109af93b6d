package dev.ordinal.storage;

import java.time.Duration;
import java.util.Optional;

/**
 * One consumer of the history.
 *
 * <p>Threads: {@link #next} is for one thread at a time, virtual ones included; the other methods
 * may come from any, and {@link #close} wakes the one in {@code next}.
 *
 * <p>A stream never ends silently: {@link #next} throws {@link StoreException} with {@code
 * OVERFLOWED} (the consumer was too slow and missed events), {@code COMPACTED} or {@code CLOSED}.
 */
public interface WatchStream extends AutoCloseable {

  /**
   * The next event, waiting for it at most a time.
   *
   * <p>When the time is over and the history has moved on without touching the range, the answer is
   * a {@link StoreEvent.Progress}; when nothing at all has happened, it is empty.
   */
  Optional<StoreEvent> next(Duration timeout) throws InterruptedException;

  /**
   * The revision up to which the consumer has dealt with all changes in the range, taking it that
   * it is done with an event when it asks for the next one. While the consumer is idle this moves
   * on with every write to other ranges too, so it tells how fresh a view fed by this stream is.
   */
  Revision position();

  /**
   * Waits until {@link #position} has reached a revision.
   *
   * @return whether it has; false when the time is over or the stream has ended
   */
  boolean awaitPosition(Revision revision, Duration timeout) throws InterruptedException;

  @Override
  void close();
}
