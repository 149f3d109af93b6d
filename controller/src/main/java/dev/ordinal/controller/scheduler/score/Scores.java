package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import java.util.Arrays;
import java.util.List;

/** All scores with upstream's weights, and the choice among nodes. */
public final class Scores {
  private record Weighted(NodeScore score, int weight, boolean normalized) {}

  private static final List<Weighted> ALL =
      List.of(
          new Weighted(new PreferredTaints(), 3, true),
          new Weighted(new PreferredNodes(), 2, true),
          new Weighted(new Spread(), 2, true),
          new Weighted(new PreferredPods(), 2, true),
          new Weighted(new LeastAllocated(), 1, false),
          new Weighted(new BalancedAllocation(), 1, false));

  private Scores() {}

  /**
   * The best of several nodes; among equals the one with the fewest pods, then the first by name
   * (upstream draws lots; the same input gives the same answer here).
   *
   * @param fitting at least one node
   */
  public static NodeState best(PodFacts pod, List<NodeState> fitting, ClusterState cluster) {
    double[] totals = new double[fitting.size()];
    if (fitting.size() > 1) {
      for (Weighted rule : ALL) {
        add(totals, rule, pod, fitting, cluster);
      }
    }
    int best = 0;
    for (int i = 1; i < totals.length; i++) {
      double ahead = totals[i] - totals[best];
      boolean emptier = fitting.get(i).pods().size() < fitting.get(best).pods().size();
      if (ahead > 0.5 || (ahead > -0.5 && emptier)) {
        best = i;
      }
    }
    return fitting.get(best);
  }

  private static void add(
      double[] totals, Weighted rule, PodFacts pod, List<NodeState> fitting, ClusterState cluster) {
    double[] raw =
        fitting.stream().mapToDouble(node -> rule.score.score(pod, node, cluster)).toArray();
    double least = Arrays.stream(raw).min().orElse(0);
    double most = Arrays.stream(raw).max().orElse(0);
    for (int i = 0; i < raw.length; i++) {
      double value = raw[i];
      if (rule.normalized) {
        value = most == least ? 0 : 100 * (raw[i] - least) / (most - least);
      }
      totals[i] += rule.weight * value;
    }
  }
}
