package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;

/** Init containers one after the other; a sidecar among them only has to have started. */
final class InitContainersStep implements PodStep {

  @Override
  public StepResult start(PodContext context) {
    boolean initialized = isInitialized(context);
    for (ContainerRecord record : context.containers()) {
      boolean passed =
          switch (record.kind()) {
            case SIDECAR -> sidecar(context, record) || initialized;
            case INIT -> initialized || initContainer(context, record);
            case APP, EPHEMERAL -> true;
          };
      if (!passed) {
        return StepResult.WAIT;
      }
    }
    return StepResult.DONE;
  }

  /** Once a container proper has run in this sandbox, init containers are done with. */
  private static boolean isInitialized(PodContext context) {
    return context.containers(ContainerKind.APP).stream()
        .anyMatch(app -> app.current().isPresent() && !app.outdated);
  }

  private static boolean sidecar(PodContext context, ContainerRecord record) {
    ContainerStarter.ensureRunning(context, record);
    if (record.isRunning() && !record.started) {
      // Its startup probe has to run while the later containers wait.
      ProbesStep.watch(context, record);
    }
    return record.started;
  }

  private static boolean initContainer(PodContext context, ContainerRecord record) {
    boolean succeeded =
        !record.outdated && record.exit().filter(exit -> exit.code() == 0).isPresent();
    if (succeeded) {
      return true;
    }
    ContainerStarter.ensureRunning(context, record);
    return false;
  }
}
