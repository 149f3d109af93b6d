package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** The share of processor and memory that would remain free, 0 to 100. */
final class LeastAllocated implements NodeScore {
  @Override
  public double score(PodFacts pod, NodeState node, ClusterState cluster) {
    return 100 * (1 - (Shares.used("cpu", pod, node) + Shares.used("memory", pod, node)) / 2);
  }
}
