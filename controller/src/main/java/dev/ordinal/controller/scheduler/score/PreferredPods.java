package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.scheduler.state.AffinityTerms;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;

/** Preferred pod affinity draws to the domains of chosen pods, anti-affinity away from them. */
final class PreferredPods implements NodeScore {
  @Override
  public double score(PodFacts pod, NodeState node, ClusterState cluster) {
    double score = 0;
    for (WeightedPodAffinityTerm term : AffinityTerms.preferred(pod)) {
      score += term.getWeight() * present(term.getPodAffinityTerm(), pod, node, cluster);
    }
    for (WeightedPodAffinityTerm term : AffinityTerms.preferredAnti(pod)) {
      score -= term.getWeight() * present(term.getPodAffinityTerm(), pod, node, cluster);
    }
    return score;
  }

  private static double present(
      PodAffinityTerm term, PodFacts pod, NodeState node, ClusterState cluster) {
    String key = term.getTopologyKey();
    if (!node.hasLabel(key)) {
      return 0;
    }
    return cluster.nodes().stream()
        .filter(other -> other.hasLabel(key) && other.label(key).equals(node.label(key)))
        .flatMap(other -> other.pods().stream())
        .filter(other -> AffinityTerms.chooses(term, pod, other, cluster))
        .count();
  }
}
