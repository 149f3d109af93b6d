package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.model.Taints;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spread constraints that forbid: no domain may be ahead of the emptiest by more than its skew. */
final class PodTopologySpread implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    List<TopologySpreadConstraint> constraints =
        pod.pod().getSpec().getTopologySpreadConstraints().stream()
            .filter(constraint -> "DoNotSchedule".equals(constraint.getWhenUnsatisfiable()))
            .toList();
    for (TopologySpreadConstraint constraint : constraints) {
      if (!node.hasLabel(constraint.getTopologyKey())) {
        return Verdict.unsuitable(
            "node(s) didn't match pod topology spread constraints (missing required label)");
      }
      if (skewWith(constraint, constraints, pod, node, cluster) > constraint.getMaxSkew()) {
        return Verdict.occupied("node(s) didn't match pod topology spread constraints");
      }
    }
    return Verdict.FITS;
  }

  private static int skewWith(
      TopologySpreadConstraint constraint,
      List<TopologySpreadConstraint> all,
      PodFacts pod,
      NodeState node,
      ClusterState cluster) {
    LabelSelector selector = constraint.getLabelSelector();
    Map<String, Integer> counts = new HashMap<>();
    for (NodeState candidate : cluster.nodes()) {
      if (counts(candidate, constraint, all, pod)) {
        int matching =
            (int) candidate.pods().stream().filter(p -> chosen(p, pod, constraint)).count();
        counts.merge(candidate.label(constraint.getTopologyKey()), matching, Integer::sum);
      }
    }
    int least = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    Integer minDomains = constraint.getMinDomains();
    if (minDomains != null && counts.size() < minDomains) {
      least = 0;
    }
    int self = Labels.matches(selector, Labels.of(pod.pod())) ? 1 : 0;
    return counts.getOrDefault(node.label(constraint.getTopologyKey()), 0) + self - least;
  }

  private static boolean counts(
      NodeState node,
      TopologySpreadConstraint constraint,
      List<TopologySpreadConstraint> all,
      PodFacts pod) {
    if (!all.stream().allMatch(other -> node.hasLabel(other.getTopologyKey()))) {
      return false;
    }
    if (!"Ignore".equals(constraint.getNodeAffinityPolicy())
        && !NodeAffinity.chooses(pod.pod(), node.node())) {
      return false;
    }
    return !"Honor".equals(constraint.getNodeTaintsPolicy())
        || node.taints().stream()
            .filter(taint -> !"PreferNoSchedule".equals(taint.getEffect()))
            .allMatch(taint -> Taints.tolerated(pod.pod().getSpec().getTolerations(), taint));
  }

  private static boolean chosen(PodFacts other, PodFacts pod, TopologySpreadConstraint constraint) {
    return other.namespace().equals(pod.namespace())
        && !Pods.isTerminating(other.pod())
        && Labels.matches(constraint.getLabelSelector(), Labels.of(other.pod()))
        && constraint.getMatchLabelKeys().stream().allMatch(key -> sameLabel(key, other, pod));
  }

  private static boolean sameLabel(String key, PodFacts other, PodFacts pod) {
    String wanted = Labels.of(pod.pod()).get(key);
    return wanted == null || wanted.equals(Labels.of(other.pod()).get(key));
  }
}
