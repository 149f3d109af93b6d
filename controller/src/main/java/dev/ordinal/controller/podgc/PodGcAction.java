package dev.ordinal.controller.podgc;

import io.fabric8.kubernetes.api.model.Pod;

/** A removal, without grace. */
sealed interface PodGcAction {
  Pod pod();

  /** Its node is gone: it counts as failed, and is then removed. */
  record RemoveOrphan(Pod pod, String node) implements PodGcAction {}

  /** It never was on a node, has ended, or its node is out of service. */
  record Remove(Pod pod) implements PodGcAction {}
}
