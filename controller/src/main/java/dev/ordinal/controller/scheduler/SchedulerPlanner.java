package dev.ordinal.controller.scheduler;

import dev.ordinal.controller.scheduler.filter.Filters;
import dev.ordinal.controller.scheduler.filter.Verdict;
import dev.ordinal.controller.scheduler.score.Scores;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.NodeVolumes;
import dev.ordinal.controller.scheduler.state.PodFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides where one pod goes: filter the nodes, rank those that remain. */
final class SchedulerPlanner {
  private SchedulerPlanner() {}

  /**
   * The decision for a pod.
   *
   * @param cluster the nodes with all pods but this one
   * @param assumed the node chosen by an earlier decision whose volumes were awaited, if any
   */
  static SchedulerAction plan(PodFacts pod, ClusterState cluster, @Nullable String assumed) {
    if (cluster.nodes().isEmpty()) {
      return new SchedulerAction.Refuse("no nodes available to schedule pods");
    }
    Optional<String> obstacle = NodeVolumes.obstacle(pod, cluster.volumes());
    if (obstacle.isPresent()) {
      return new SchedulerAction.Refuse(
          Refusals.forAllNodes(obstacle.get(), cluster.nodes().size()));
    }
    List<NodeState> fitting = new ArrayList<>();
    List<Verdict> refusals = new ArrayList<>();
    for (NodeState node : cluster.nodes()) {
      Verdict verdict = Filters.check(pod, node, cluster);
      if (verdict.fits()) {
        fitting.add(node);
      } else {
        refusals.add(verdict);
      }
    }
    return fitting.isEmpty()
        ? new SchedulerAction.Refuse(Refusals.perNode(refusals))
        : choose(pod, cluster, fitting, assumed);
  }

  private static SchedulerAction choose(
      PodFacts pod, ClusterState cluster, List<NodeState> fitting, @Nullable String assumed) {
    NodeState chosen =
        fitting.stream()
            .filter(node -> node.name().equals(assumed))
            .findFirst()
            .orElseGet(() -> Scores.best(pod, fitting, cluster));
    NodeVolumes volumes = NodeVolumes.plan(pod, chosen.node(), cluster.volumes());
    return volumes.ready()
        ? new SchedulerAction.Bind(chosen.name())
        : new SchedulerAction.PrepareVolumes(chosen.name(), volumes);
  }
}
