package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Owners;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Spread constraints that merely prefer; a pod without any is spread over hosts, and over zones
 * half as much, among the pods of its own controller.
 */
final class Spread implements NodeScore {
  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";

  @Override
  public double score(PodFacts pod, NodeState node, ClusterState cluster) {
    List<TopologySpreadConstraint> own = pod.pod().getSpec().getTopologySpreadConstraints();
    if (own.isEmpty()) {
      return byOwner(pod, node, cluster);
    }
    double score = 0;
    for (TopologySpreadConstraint constraint : own) {
      if ("ScheduleAnyway".equals(constraint.getWhenUnsatisfiable())) {
        score -=
            count(
                constraint.getTopologyKey(),
                node,
                cluster,
                other ->
                    other.namespace().equals(pod.namespace())
                        && Labels.matches(constraint.getLabelSelector(), Labels.of(other.pod())));
      }
    }
    return score;
  }

  private static double byOwner(PodFacts pod, NodeState node, ClusterState cluster) {
    Optional<OwnerReference> owner = Owners.controllerOf(pod.pod());
    if (owner.isEmpty()) {
      return 0;
    }
    Predicate<PodFacts> sibling = other -> Owners.isControlledBy(other.pod(), owner.get().getUid());
    return -count(HOSTNAME, node, cluster, sibling) - 0.5 * count(ZONE, node, cluster, sibling);
  }

  private static double count(
      String key, NodeState node, ClusterState cluster, Predicate<PodFacts> chosen) {
    return cluster.nodes().stream()
        .filter(
            other ->
                other.name().equals(node.name())
                    || (node.hasLabel(key)
                        && other.hasLabel(key)
                        && other.label(key).equals(node.label(key))))
        .flatMap(other -> other.pods().stream())
        .filter(other -> !Pods.isTerminating(other.pod()) && chosen.test(other))
        .count();
  }
}
