package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.NodeVolumes;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** The pod's volumes must be reachable from the node, or obtainable for it. */
final class VolumeBinding implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    NodeVolumes volumes = NodeVolumes.plan(pod, node.node(), cluster.volumes());
    return new Verdict(volumes.reasons(), false);
  }
}
