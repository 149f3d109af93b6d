package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.model.Taints;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.Taint;

/** A pod must tolerate every taint that keeps pods away. */
final class TaintToleration implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    boolean tolerated =
        node.taints().stream()
            .filter(TaintToleration::keepsAway)
            .allMatch(taint -> Taints.tolerated(pod.pod().getSpec().getTolerations(), taint));
    return tolerated ? Verdict.FITS : Verdict.unsuitable("node(s) had untolerated taint(s)");
  }

  private static boolean keepsAway(Taint taint) {
    return "NoSchedule".equals(taint.getEffect()) || "NoExecute".equals(taint.getEffect());
  }
}
