package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** A pod that names its node runs nowhere else. */
final class NodeName implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    String wanted = Pods.nodeName(pod.pod());
    return wanted.isEmpty() || wanted.equals(node.name())
        ? Verdict.FITS
        : Verdict.unsuitable("node(s) didn't match the requested node name");
  }
}
