package dev.ordinal.nodeagent.runtime;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a container as it is now.
 *
 * @param imageReference as the pod wrote it
 * @param imageId digest form, for the status
 * @param runtimeId unique for this run, for the status' {@code containerID} behind its scheme
 * @param pid of the main process as the agent sees it; 0 once ended
 * @param exit empty while the main process runs
 */
public record ContainerState(
    ContainerId id,
    String imageReference,
    String imageId,
    String runtimeId,
    long pid,
    Instant startedAt,
    Optional<Exit> exit) {

  /**
   * How the main process ended.
   *
   * @param code as a shell sees it: 128 + n for signal n
   * @param reason {@code Completed}, {@code Error}, {@code OOMKilled}, {@code ContainerCannotRun},
   *     {@code StartError} or {@code ContainerStatusUnknown}
   * @param message the termination message file's content, or why it could not run
   */
  public record Exit(int code, String reason, String message, Instant finishedAt) {}
}
