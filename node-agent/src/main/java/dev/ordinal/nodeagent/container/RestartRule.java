package dev.ordinal.nodeagent.container;

/** Whether an ended container is started again; pure. */
public final class RestartRule {

  private RestartRule() {}

  /**
   * The decision.
   *
   * @param podPolicy the pod's restartPolicy
   */
  public static boolean restarts(ContainerKind kind, String podPolicy, int exitCode) {
    return switch (kind) {
      case SIDECAR -> true;
      case EPHEMERAL -> false;
      case INIT -> exitCode != 0 && !podPolicy.equals("Never");
      case APP -> podPolicy.equals("Always") || (podPolicy.equals("OnFailure") && exitCode != 0);
    };
  }
}
