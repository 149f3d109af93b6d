package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** Processor and memory used to like shares are better, 0 to 100. */
final class BalancedAllocation implements NodeScore {
  @Override
  public double score(PodFacts pod, NodeState node, ClusterState cluster) {
    return 100
        * (1 - Math.abs(Shares.used("cpu", pod, node) - Shares.used("memory", pod, node)) / 2);
  }
}
