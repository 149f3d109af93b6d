package dev.ordinal.nodeagent.step;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.nodeagent.container.ConfigError;
import dev.ordinal.nodeagent.volume.VolumeFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pod's volumes: made before the containers, refreshed while they run. */
final class VolumesStep implements PodStep {

  private static final Logger log = LoggerFactory.getLogger(VolumesStep.class);
  private static final Duration SLOWEST = Duration.ofSeconds(30);

  @Override
  public StepResult start(PodContext context) {
    boolean due =
        context.volumes().nextRefresh().filter(at -> !context.now().isBefore(at)).isPresent();
    if (context.volumesReady && !context.volumesStale && !due) {
      context.volumes().nextRefresh().ifPresent(context::wakeAt);
      return StepResult.DONE;
    }
    try {
      context.volumesStale = false;
      context.volumes().prepare(context.volumeContext());
      context.volumesReady = true;
      context.attempts = 0;
      context.volumes().nextRefresh().ifPresent(context::wakeAt);
      return StepResult.DONE;
    } catch (VolumeFailure | ConfigError | ApiFailure e) {
      context.volumesStale = true;
      complain(context, String.valueOf(e.getMessage()));
      context.wakeAfter(delay(context));
      // A pod that runs goes on with what its volumes show.
      return context.volumesReady ? StepResult.DONE : StepResult.WAIT;
    }
  }

  private static void complain(PodContext context, String message) {
    log.debug("{}: {}", context.pod().getMetadata().getName(), message);
    if (!message.equals(context.lastComplaint)) {
      context.lastComplaint = message;
      context.node().events().warning(context.pod(), "FailedMount", message);
    }
  }

  /** From half a second, doubling. */
  private static Duration delay(PodContext context) {
    Duration delay = Duration.ofMillis(500L << Math.min(6, context.attempts++));
    return delay.compareTo(SLOWEST) < 0 ? delay : SLOWEST;
  }

  @Override
  public void stop(PodContext context) {
    context.volumes().close();
  }
}
