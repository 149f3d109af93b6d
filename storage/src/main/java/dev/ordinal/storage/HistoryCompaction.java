package dev.ordinal.storage;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts a store at regular times, as far as a {@link HistoryRetention} allows.
 *
 * <p>Threads: one of its own, from {@link #start} to {@link #close}. A compaction that fails is
 * logged and tried again at the next time.
 */
public final class HistoryCompaction implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryCompaction.class);

  private final Store store;
  private final HistoryRetention retention;
  private final Duration period;
  private final InstantSource clock;
  private final Thread thread;

  /** Keeps five minutes of a store's history and looks once a minute. */
  public HistoryCompaction(Store store) {
    this(store, HistoryRetention.fiveMinutes(), Duration.ofMinutes(1), InstantSource.system());
  }

  /** Compacts a store once per period. */
  public HistoryCompaction(
      Store store, HistoryRetention retention, Duration period, InstantSource clock) {
    this.store = store;
    this.retention = retention;
    this.period = period;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("store-compaction").unstarted(this::run);
  }

  /** Begins; returns at once. */
  public void start() {
    thread.start();
  }

  /** Ends; a compaction under way is finished by its own thread. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        compact();
        Thread.sleep(period);
      }
    } catch (InterruptedException e) {
      LOG.debug("compaction has ended");
    }
  }

  private void compact() {
    try {
      retention.due(clock.instant(), store.revision()).ifPresent(store::compact);
    } catch (StoreException e) {
      if (e.code() != StoreException.Code.CLOSED) {
        LOG.warn("the store's history was not compacted: {}", e.getMessage());
      }
    }
  }
}
