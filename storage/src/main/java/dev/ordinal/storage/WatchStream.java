package dev.ordinal.storage;

import java.time.Duration;
import java.util.Optional;

/**
 * One consumer of the history.
 *
 * <p>Threads: {@link #next} is for one thread, virtual ones included; {@link #close} may come from
 * any and wakes it.
 *
 * <p>A stream never ends silently: {@link #next} throws {@link StoreException} with {@code
 * OVERFLOWED} (the consumer was too slow and missed events), {@code COMPACTED} or {@code CLOSED}.
 */
public interface WatchStream extends AutoCloseable {

  /** The next event, waiting for it at most a time; empty when the time is over. */
  Optional<StoreEvent> next(Duration timeout) throws InterruptedException;

  @Override
  void close();
}
