package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.model.Taints;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** Fewer taints that would rather not have the pod are better. */
final class PreferredTaints implements NodeScore {
  @Override
  public double score(PodFacts pod, NodeState node, ClusterState cluster) {
    return -node.taints().stream()
        .filter(taint -> "PreferNoSchedule".equals(taint.getEffect()))
        .filter(taint -> !Taints.tolerated(pod.pod().getSpec().getTolerations(), taint))
        .count();
  }
}
