package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** One condition that a node must meet to run a pod. */
interface NodeFilter {
  Verdict check(PodFacts pod, NodeState node, ClusterState cluster);
}
