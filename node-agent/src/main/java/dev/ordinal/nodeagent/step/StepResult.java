package dev.ordinal.nodeagent.step;

/** What a step came to. */
public sealed interface StepResult {

  /** The next step may begin. */
  record Done() implements StepResult {}

  /** Not yet: something will wake the worker, or a time has been set. */
  record Wait() implements StepResult {}

  /** The node refuses the pod for good: phase Failed. */
  record Refuse(String reason, String message) implements StepResult {}

  /** The next step may begin. */
  StepResult DONE = new Done();

  /** Not yet. */
  StepResult WAIT = new Wait();
}
