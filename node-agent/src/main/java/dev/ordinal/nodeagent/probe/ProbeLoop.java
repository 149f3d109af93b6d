package dev.ordinal.nodeagent.probe;

import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks one probe of one run of a container again and again, and tells when the verdict changes.
 *
 * <p>Threads: one virtual thread, asleep between the questions; {@link #close} ends it.
 */
public final class ProbeLoop implements AutoCloseable {

  private final Prober prober;
  private final ProbeKind kind;
  private final Probe probe;
  private final ProbeTarget target;
  private final Duration alreadyRunningFor;
  private final Listener listener;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /** Hears of answers, on the loop's thread. */
  public interface Listener {

    /** A single bad answer. */
    void failedOnce(ProbeKind kind, ProbeTarget target, String message);

    /** Enough answers of one sort in a row: the verdict is new. */
    void verdict(ProbeKind kind, ProbeTarget target, boolean success);
  }

  /**
   * A loop that is not started.
   *
   * @param alreadyRunningFor how long the container has run, for the initial delay
   */
  public ProbeLoop(
      Prober prober,
      ProbeKind kind,
      Probe probe,
      ProbeTarget target,
      Duration alreadyRunningFor,
      Listener listener) {
    this.prober = prober;
    this.kind = kind;
    this.probe = probe;
    this.target = target;
    this.alreadyRunningFor = alreadyRunningFor;
    this.listener = listener;
  }

  /** Begins to ask. */
  public void start() {
    thread =
        Thread.ofVirtual()
            .name("probe-" + kind.title() + "-" + target.id().container())
            .start(this::run);
  }

  private void run() {
    try {
      Duration initial = Duration.ofSeconds(or(probe.getInitialDelaySeconds(), 0));
      sleep(initial.minus(alreadyRunningFor));
      Verdict verdict = new Verdict();
      while (!closed) {
        ProbeOutcome outcome = prober.ask(probe, target);
        if (closed) {
          return;
        }
        if (!outcome.success()) {
          listener.failedOnce(kind, target, outcome.message());
        }
        if (verdict.takes(outcome.success())) {
          listener.verdict(kind, target, outcome.success());
          if (kind == ProbeKind.STARTUP || (kind == ProbeKind.LIVENESS && !outcome.success())) {
            return;
          }
        }
        Thread.sleep(Duration.ofSeconds(Math.max(1, or(probe.getPeriodSeconds(), 10))));
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private static void sleep(Duration time) throws InterruptedException {
    if (time.isPositive()) {
      Thread.sleep(time);
    }
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  /** Counts answers of one sort in a row against the thresholds. */
  private final class Verdict {
    private int inRow;
    private boolean last;
    private @Nullable Boolean announced;

    /** Whether the verdict changes with this answer. */
    boolean takes(boolean success) {
      inRow = inRow > 0 && last == success ? inRow + 1 : 1;
      last = success;
      int threshold =
          success ? or(probe.getSuccessThreshold(), 1) : or(probe.getFailureThreshold(), 3);
      if (inRow < threshold || Boolean.valueOf(success).equals(announced)) {
        return false;
      }
      announced = success;
      return true;
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
