package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;

/** The pod's containers in order; each starts when the hook of the one before has ended. */
final class ContainersStep implements PodStep {

  @Override
  public StepResult start(PodContext context) {
    for (ContainerRecord record : context.containers(ContainerKind.APP)) {
      restartOnNewImage(context, record);
      ContainerStarter.ensureRunning(context, record);
      if (record.postStartRunning) {
        return StepResult.WAIT;
      }
    }
    return StepResult.DONE;
  }

  private static void restartOnNewImage(PodContext context, ContainerRecord record) {
    boolean changed = record.isRunning() && !record.stopping && !runsWhatIsAsked(context, record);
    if (changed) {
      ContainerStopper.stop(
          context,
          record,
          ContainerStopper.specGrace(context),
          "Container " + record.name() + " definition changed, will be restarted");
    }
  }

  /** The runtime names images in full, the pod as its author did: the same image may have two names. */
  private static boolean runsWhatIsAsked(PodContext context, ContainerRecord record) {
    String asked = record.spec().getImage();
    String running = record.current().map(ContainerState::imageReference).orElse("");
    if (running.equals(asked)) {
      return true;
    }
    try {
      return running.equals(context.node().runtime().resolveImage(asked).reference());
    } catch (RuntimeFailure unknown) {
      return false;
    }
  }
}
