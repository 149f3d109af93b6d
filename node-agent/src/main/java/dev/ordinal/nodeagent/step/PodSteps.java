package dev.ordinal.nodeagent.step;

import java.util.List;

/** The order in which a pod comes up, and in reverse goes away: one list. */
public final class PodSteps {

  private final List<PodStep> order =
      List.of(
          new AdmissionStep(), // may refuse the pod before anything exists
          new DirectoriesStep(), // everything below lives in them
          new VolumesStep(), // may wait for claims, config maps and secrets
          new SandboxStep(), // namespaces and address
          new OwnFilesStep(), // /etc/hosts needs the address
          new InitContainersStep(), // one after the other, sidecars among them
          new ContainersStep(), // in order, each behind the hook of the one before
          new EphemeralContainersStep(), // only while the others run
          new ProbesStep()); // of whatever runs by now

  /** Runs the steps as far as they go; a refusal is noted in the context. */
  public void start(PodContext context) {
    for (PodStep step : order) {
      switch (step.start(context)) {
        case StepResult.Done() -> {}
        case StepResult.Wait() -> {
          return;
        }
        case StepResult.Refuse(String reason, String message) -> {
          context.refuse(reason, message);
          return;
        }
      }
    }
  }

  /** Takes everything back, last step first. */
  public void stop(PodContext context) {
    order.reversed().forEach(step -> step.stop(context));
  }
}
