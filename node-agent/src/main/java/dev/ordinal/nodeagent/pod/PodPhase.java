package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.container.Waiting;
import dev.ordinal.nodeagent.step.PodContext;

/**
 * Where a pod stands in its life.
 *
 * <pre>
 *   PENDING ---- every container has started ----> RUNNING ---- all ended, none comes back ----> SUCCEEDED
 *      |                                              |                                             or
 *      +----- refused, or an init container failed ---+-----------------------------------------> FAILED
 * </pre>
 */
enum PodPhase {
  PENDING("Pending", false),
  RUNNING("Running", false),
  SUCCEEDED("Succeeded", true),
  FAILED("Failed", true);

  private final String text;
  private final boolean terminal;

  PodPhase(String text, boolean terminal) {
    this.text = text;
    this.terminal = terminal;
  }

  /** As the API writes it. */
  String text() {
    return text;
  }

  /** Whether nothing follows. */
  boolean isTerminal() {
    return terminal;
  }

  /** The phase, from what the containers do. */
  static PodPhase of(PodContext context) {
    // Whoever replaces a failed pod relies on its processes being gone.
    if (context.refusal().isPresent() && !context.hasProcesses()) {
      return FAILED;
    }
    boolean ended = context.isFinished() || context.terminating;
    if (ended && !context.hasProcesses() && hasRun(context)) {
      return allSucceeded(context) ? SUCCEEDED : FAILED;
    }
    if (isInitializing(context)) {
      return PENDING;
    }
    boolean anyWaits =
        context.containers(ContainerKind.APP).stream()
            .anyMatch(record -> record.current().isEmpty() || startsFirstTime(record));
    return anyWaits ? PENDING : RUNNING;
  }

  private static boolean startsFirstTime(ContainerRecord record) {
    return record.postStartRunning && record.previous().isEmpty();
  }

  private static boolean hasRun(PodContext context) {
    return context.containers().stream().anyMatch(record -> record.current().isPresent());
  }

  private static boolean allSucceeded(PodContext context) {
    boolean apps =
        context.containers(ContainerKind.APP).stream()
            .allMatch(record -> record.exit().filter(exit -> exit.code() == 0).isPresent());
    boolean inits =
        context.containers(ContainerKind.INIT).stream()
            .allMatch(record -> record.exit().filter(exit -> exit.code() == 0).isPresent());
    return apps && inits;
  }

  private static boolean isInitializing(PodContext context) {
    boolean appsRan =
        context.containers(ContainerKind.APP).stream()
            .anyMatch(record -> record.current().isPresent());
    return !appsRan
        && context.containers(ContainerKind.INIT).stream()
            .anyMatch(record -> record.exit().filter(exit -> exit.code() == 0).isEmpty());
  }

  /** What a container that has not run yet waits for. */
  static Waiting idle(PodContext context) {
    return context.pod().getSpec().getInitContainers().isEmpty()
        ? Waiting.CREATING
        : Waiting.INITIALIZING;
  }

  /** Whether the API has it as ended. */
  static boolean isTerminal(PodContext context) {
    return Pods.isTerminal(context.pod());
  }
}
