package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.probe.ProbeOutcome;
import dev.ordinal.nodeagent.probe.ProbeTarget;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the hooks after a start and before a stop. */
final class Hooks {

  private static final Duration POST_START_LIMIT = Duration.ofHours(1);

  private Hooks() {}

  /**
   * Runs the container's hook beside the worker; until it ends the container counts as not started.
   */
  static void postStart(PodContext context, ContainerRecord record) {
    var lifecycle = record.spec().getLifecycle();
    LifecycleHandler handler = lifecycle == null ? null : lifecycle.getPostStart();
    ContainerState run = record.current().orElseThrow();
    if (handler == null) {
      return;
    }
    record.postStartRunning = true;
    ProbeTarget target = target(context, record, run.id());
    ProbeOutcome[] outcome = new ProbeOutcome[1];
    context.async(
        "post-start",
        () -> outcome[0] = run(context, handler, target, POST_START_LIMIT),
        () -> postStartEnded(context, record, run.id(), outcome[0]));
  }

  private static void postStartEnded(
      PodContext context, ContainerRecord record, ContainerId run, @Nullable ProbeOutcome outcome) {
    if (!record.current().map(ContainerState::id).equals(Optional.of(run))) {
      return;
    }
    record.postStartRunning = false;
    if (outcome != null && !outcome.success() && record.isRunning()) {
      context
          .node()
          .events()
          .warning(
              context.pod(),
              record.fieldPath(),
              "FailedPostStartHook",
              "PostStartHook failed: " + outcome.message());
      ContainerStopper.stop(
          context, record, ContainerStopper.specGrace(context), "FailedPostStartHook");
    }
  }

  /** Runs the hook before a stop, at most for a time; blocks. */
  static void preStop(PodContext context, ContainerRecord record, ContainerId run, Duration limit)
      throws InterruptedException {
    var lifecycle = record.spec().getLifecycle();
    LifecycleHandler handler = lifecycle == null ? null : lifecycle.getPreStop();
    if (handler == null) {
      return;
    }
    ProbeOutcome outcome = handle(context, handler, target(context, record, run), limit);
    if (!outcome.success()) {
      context
          .node()
          .events()
          .warning(
              context.pod(),
              record.fieldPath(),
              "FailedPreStopHook",
              "PreStopHook failed: " + outcome.message());
    }
  }

  private static ProbeOutcome run(
      PodContext context, LifecycleHandler handler, ProbeTarget target, Duration limit) {
    try {
      return handle(context, handler, target, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ProbeOutcome(false, "interrupted");
    }
  }

  private static ProbeOutcome handle(
      PodContext context, LifecycleHandler handler, ProbeTarget target, Duration limit)
      throws InterruptedException {
    if (handler.getExec() != null) {
      return context.node().prober().exec(handler.getExec(), target, limit);
    }
    if (handler.getHttpGet() != null) {
      return context.node().prober().http(handler.getHttpGet(), target, limit);
    }
    if (handler.getSleep() != null) {
      Duration asked = Duration.ofSeconds(handler.getSleep().getSeconds());
      Thread.sleep(asked.compareTo(limit) < 0 ? asked : limit);
    }
    return new ProbeOutcome(true, "");
  }

  private static ProbeTarget target(PodContext context, ContainerRecord record, ContainerId run) {
    return new ProbeTarget(run, record.spec(), context.address().podIp());
  }
}
