package dev.ordinal.apiserver.bootstrap;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the server's own objects once before it serves, and again every ten seconds: one that a
 * person deletes, as {@code kubectl delete all --all} does with the service {@code kubernetes},
 * comes back.
 *
 * <p>Threads: {@link #start} on the caller's, then one virtual thread until {@link #close}.
 */
public final class BootstrapLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BootstrapLoop.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final Bootstrap bootstrap;
  private final Thread thread;

  /** Over what makes the objects; nothing runs yet. */
  public BootstrapLoop(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
    this.thread = Thread.ofVirtual().name("bootstrap").unstarted(this::repeat);
  }

  /** Makes the objects; throws where that fails. */
  public void start() {
    bootstrap.run();
    thread.start();
  }

  private void repeat() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(PERIOD);
        runOnce();
      }
    } catch (InterruptedException e) {
      LOG.debug("the server's own objects are looked after no longer");
    }
  }

  private void runOnce() {
    try {
      bootstrap.run();
    } catch (RuntimeException e) {
      LOG.warn("the server's own objects are looked at again in {}: {}", PERIOD, e.getMessage());
    }
  }

  /** Looks no more; a pass under way is finished by its own thread. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
