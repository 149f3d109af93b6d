package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import java.util.List;

/** All filters in upstream's order: the first that refuses a node names the reason. */
public final class Filters {
  private static final List<NodeFilter> IN_ORDER =
      List.of(
          new NodeUnschedulable(),
          new NodeName(),
          new TaintToleration(),
          new NodeAffinity(),
          new NodePorts(),
          new NodeResourcesFit(),
          new VolumeRestrictions(),
          new VolumeBinding(),
          new PodTopologySpread(),
          new InterPodAffinity());

  private Filters() {}

  /** The verdict of the first filter that refuses the node, or a fitting one. */
  public static Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    for (NodeFilter filter : IN_ORDER) {
      Verdict verdict = filter.check(pod, node, cluster);
      if (!verdict.fits()) {
        return verdict;
      }
    }
    return Verdict.FITS;
  }
}
