package dev.ordinal.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;

/** What is written about a node. */
sealed interface NodeLifecycleAction {
  /** Replace or add these conditions. */
  record SetConditions(List<NodeCondition> conditions) implements NodeLifecycleAction {}

  /** Replace the taints. */
  record SetTaints(List<Taint> taints) implements NodeLifecycleAction {}

  /** Say on a pod of the node that it is not ready. */
  record MarkNotReady(Pod pod) implements NodeLifecycleAction {}

  /** Tell people that the node is not ready. */
  record TellNotReady() implements NodeLifecycleAction {}
}
