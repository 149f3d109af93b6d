package dev.ordinal.nodeagent.container;

/** Why a container does not run yet, or not again. */
public record Waiting(String reason, String message) {

  /** Nothing is wrong: it is being made. */
  public static final Waiting CREATING = new Waiting("ContainerCreating", "");

  /** Nothing is wrong: init containers come first. */
  public static final Waiting INITIALIZING = new Waiting("PodInitializing", "");
}
