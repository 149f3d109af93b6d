package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.model.NodeSelectors;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.Affinity;

/** The sum of the weights of the preferred node terms that choose the node. */
final class PreferredNodes implements NodeScore {
  @Override
  public double score(PodFacts pod, NodeState node, ClusterState cluster) {
    Affinity affinity = pod.pod().getSpec().getAffinity();
    if (affinity == null || affinity.getNodeAffinity() == null) {
      return 0;
    }
    return affinity.getNodeAffinity().getPreferredDuringSchedulingIgnoredDuringExecution().stream()
        .filter(term -> NodeSelectors.matches(term.getPreference(), node.node()))
        .mapToInt(term -> term.getWeight())
        .sum();
  }
}
