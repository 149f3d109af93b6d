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
    boolean changed = record.isRunning() && !record.stopping && !runsItsImage(context, record);
    if (changed) {
      ContainerStopper.stop(
          context,
          record,
          ContainerStopper.specGrace(context),
          "Container " + record.name() + " definition changed, will be restarted");
    }
  }

  /** The runtime shows the resolved reference, so a run that was adopted is compared by that. */
  private static boolean runsItsImage(PodContext context, ContainerRecord record) {
    String wanted = record.spec().getImage();
    if (wanted.equals(record.imageAtStart)) {
      return true;
    }
    if (!record.imageAtStart.isEmpty()) {
      return false;
    }
    try {
      String reference = context.node().runtime().resolveImage(wanted).reference();
      boolean same =
          record
              .current()
              .map(ContainerState::imageReference)
              .filter(reference::equals)
              .isPresent();
      record.imageAtStart = same ? wanted : "";
      return same;
    } catch (RuntimeFailure e) {
      return false;
    }
  }
}
