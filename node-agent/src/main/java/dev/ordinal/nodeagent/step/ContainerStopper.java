package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a container: hook, stop signal, grace period, kill. */
public final class ContainerStopper {

  private static final Logger log = LoggerFactory.getLogger(ContainerStopper.class);
  private static final Duration LEAST_AFTER_HOOK = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private ContainerStopper() {}

  /**
   * Begins to stop a container; its end comes as an event from the runtime.
   *
   * @param why the text of the event Killing
   */
  public static void stop(PodContext context, ContainerRecord record, Duration grace, String why) {
    if (!record.isRunning()) {
      return;
    }
    ContainerState run = record.current().orElseThrow();
    boolean first = !record.stopping;
    record.stopping = true;
    if (first) {
      context.node().events().normal(context.pod(), record.fieldPath(), "Killing", why);
    }
    context.async(
        "stop-" + record.name(),
        () -> stopNow(context, record, run.id(), grace, first),
        () -> ended(record, run.id()));
  }

  private static void ended(ContainerRecord record, ContainerId run) {
    if (record.current().map(ContainerState::id).filter(run::equals).isPresent()) {
      record.stopping = false;
    }
  }

  private static void stopNow(
      PodContext context,
      ContainerRecord record,
      ContainerId run,
      Duration grace,
      boolean withHook) {
    try {
      Instant begun = context.now();
      if (withHook && !grace.isZero()) {
        Hooks.preStop(context, record, run, grace);
      }
      Duration left = grace.minus(Duration.between(begun, context.now()));
      boolean hookTookMost = left.compareTo(LEAST_AFTER_HOOK) < 0 && withHook;
      context
          .node()
          .runtime()
          .stopContainer(run, hookTookMost ? min(LEAST_AFTER_HOOK, grace) : positive(left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeFailure e) {
      log.warn("container {} could not be stopped, once more in {}", run, RETRY, e);
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration positive(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** The grace period that the pod asks for. */
  public static Duration specGrace(PodContext context) {
    Long seconds = context.pod().getSpec().getTerminationGracePeriodSeconds();
    return Duration.ofSeconds(seconds == null ? 30 : seconds);
  }
}
