package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.AffinityTerms;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import java.util.List;

/** Required pod affinity and anti-affinity, of the pod and of the pods that are there already. */
final class InterPodAffinity implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    if (!affinityHolds(pod, node, cluster)) {
      return Verdict.unsuitable("node(s) didn't match pod affinity rules");
    }
    for (PodAffinityTerm term : AffinityTerms.requiredAnti(pod)) {
      if (anyInDomain(term, pod, node, cluster)) {
        return Verdict.occupied("node(s) didn't match pod anti-affinity rules");
      }
    }
    return repelled(pod, node, cluster)
        ? Verdict.occupied("node(s) didn't satisfy existing pods anti-affinity rules")
        : Verdict.FITS;
  }

  private static boolean affinityHolds(PodFacts pod, NodeState node, ClusterState cluster) {
    List<PodAffinityTerm> terms = AffinityTerms.required(pod);
    if (terms.isEmpty()) {
      return true;
    }
    if (!terms.stream().allMatch(term -> node.hasLabel(term.getTopologyKey()))) {
      return false;
    }
    if (terms.stream().allMatch(term -> anyInDomain(term, pod, node, cluster))) {
      return true;
    }
    // The first pod of a group that asks for its own company may start it anywhere.
    return terms.stream().allMatch(term -> AffinityTerms.chooses(term, pod, pod, cluster))
        && cluster
            .pods()
            .noneMatch(
                other ->
                    terms.stream()
                        .allMatch(term -> AffinityTerms.chooses(term, pod, other, cluster)));
  }

  private static boolean anyInDomain(
      PodAffinityTerm term, PodFacts owner, NodeState node, ClusterState cluster) {
    return cluster.nodes().stream()
        .filter(other -> TopologyKey.same(term.getTopologyKey(), node, other))
        .flatMap(other -> other.pods().stream())
        .anyMatch(other -> AffinityTerms.chooses(term, owner, other, cluster));
  }

  private static boolean repelled(PodFacts pod, NodeState node, ClusterState cluster) {
    return cluster.nodes().stream()
        .anyMatch(
            other -> other.pods().stream().anyMatch(p -> repels(p, other, pod, node, cluster)));
  }

  private static boolean repels(
      PodFacts present, NodeState home, PodFacts pod, NodeState node, ClusterState cluster) {
    return AffinityTerms.requiredAnti(present).stream()
        .anyMatch(
            term ->
                TopologyKey.same(term.getTopologyKey(), home, node)
                    && AffinityTerms.chooses(term, present, pod, cluster));
  }
}
