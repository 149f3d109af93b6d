package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.model.Taints;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.Taint;

/** A cordoned node takes only pods that tolerate it. */
final class NodeUnschedulable implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    NodeSpec spec = node.node().getSpec();
    if (spec == null || !Boolean.TRUE.equals(spec.getUnschedulable())) {
      return Verdict.FITS;
    }
    Taint cordon = new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, null);
    return Taints.tolerated(pod.pod().getSpec().getTolerations(), cordon)
        ? Verdict.FITS
        : Verdict.unsuitable("node(s) were unschedulable");
  }
}
