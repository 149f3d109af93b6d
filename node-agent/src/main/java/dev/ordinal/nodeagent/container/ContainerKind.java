package dev.ordinal.nodeagent.container;

/** What part a container plays in its pod. */
public enum ContainerKind {
  /** Runs to its end before the next one starts. */
  INIT("spec.initContainers"),
  /** An init container with restartPolicy Always: starts in order, runs as long as the pod. */
  SIDECAR("spec.initContainers"),
  /** One of the pod's containers proper. */
  APP("spec.containers"),
  /** Added to a running pod for debugging; never restarted. */
  EPHEMERAL("spec.ephemeralContainers");

  private final String field;

  ContainerKind(String field) {
    this.field = field;
  }

  /** The path that events name, for example {@code spec.containers{web}}. */
  public String fieldPath(String name) {
    return field + "{" + name + "}";
  }
}
