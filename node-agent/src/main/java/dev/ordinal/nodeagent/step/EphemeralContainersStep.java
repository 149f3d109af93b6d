package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;

/** Containers that somebody adds to look around: started once. */
final class EphemeralContainersStep implements PodStep {

  @Override
  public StepResult start(PodContext context) {
    context
        .containers(ContainerKind.EPHEMERAL)
        .forEach(record -> ContainerStarter.ensureRunning(context, record));
    return StepResult.DONE;
  }
}
