package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** One rule by which nodes are ranked; raw values, brought to 0..100 by {@link Scores}. */
interface NodeScore {
  /** How well the node suits the pod: more is better. */
  double score(PodFacts pod, NodeState node, ClusterState cluster);
}
