package dev.ordinal.nodeagent.api;

import io.fabric8.kubernetes.api.model.Pod;

/** Where the agent says what happens to a pod; never fails, never blocks for long. */
public interface PodEvents {

  /** An ordinary event about the whole pod. */
  void normal(Pod pod, String reason, String message);

  /** A warning about the whole pod. */
  void warning(Pod pod, String reason, String message);

  /**
   * An ordinary event about a container.
   *
   * @param fieldPath for example {@code spec.containers{web}}
   */
  void normal(Pod pod, String fieldPath, String reason, String message);

  /** A warning about a container. */
  void warning(Pod pod, String fieldPath, String reason, String message);
}
