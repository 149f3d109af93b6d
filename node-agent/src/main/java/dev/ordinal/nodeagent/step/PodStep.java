package dev.ordinal.nodeagent.step;

/**
 * One thing that a pod needs to run.
 *
 * <p>Both methods may be called again at any time and do only what is missing; that is how a pod is
 * adopted after a restart of the agent. Threads: the pod's worker.
 */
interface PodStep {

  /** Brings the pod as far as this step goes. */
  StepResult start(PodContext context);

  /** Takes back what the step has made, when every process of the pod is gone. */
  default void stop(PodContext context) {}
}
