package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.runtime.ContainerState;

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
    boolean changed =
        record.isRunning()
            && !record.stopping
            && !record
                .current()
                .map(ContainerState::imageReference)
                .orElse("")
                .equals(record.spec().getImage());
    if (changed) {
      ContainerStopper.stop(
          context,
          record,
          ContainerStopper.specGrace(context),
          "Container " + record.name() + " definition changed, will be restarted");
    }
  }
}
