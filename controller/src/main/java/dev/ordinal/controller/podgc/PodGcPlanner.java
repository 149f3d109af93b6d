package dev.ordinal.controller.podgc;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which pods have to be removed by force. */
final class PodGcPlanner {
  /** How long a node must have been missing before its pods go. */
  static final Duration QUARANTINE = Duration.ofSeconds(40);

  /**
   * What is known about nodes.
   *
   * @param existing the names of all nodes
   * @param outOfService those that are not ready and carry the out-of-service taint
   * @param missingSince nodes that pods name and that do not exist, and since when
   */
  record NodeNames(
      Set<String> existing, Set<String> outOfService, Map<String, Instant> missingSince) {}

  private PodGcPlanner() {}

  static List<PodGcAction> plan(
      Collection<Pod> pods, NodeNames nodes, int terminatedThreshold, Instant now) {
    List<PodGcAction> actions = new ArrayList<>();
    List<Pod> ended = new ArrayList<>();
    for (Pod pod : pods) {
      String node = Pods.nodeName(pod);
      if (Pods.isTerminating(pod) && (node.isEmpty() || nodes.outOfService().contains(node))) {
        actions.add(new PodGcAction.Remove(pod));
      } else if (!node.isEmpty() && isGone(node, nodes, now)) {
        actions.add(new PodGcAction.RemoveOrphan(pod, node));
      } else if (Pods.isTerminal(pod) && !Pods.isTerminating(pod)) {
        ended.add(pod);
      }
    }
    if (terminatedThreshold > 0) {
      ended.stream()
          .sorted(
              Comparator.<Pod, String>comparing(pod -> pod.getMetadata().getCreationTimestamp())
                  .thenComparing(pod -> pod.getMetadata().getName()))
          .limit(Math.max(0, ended.size() - terminatedThreshold))
          .forEach(pod -> actions.add(new PodGcAction.Remove(pod)));
    }
    return actions;
  }

  private static boolean isGone(String node, NodeNames nodes, Instant now) {
    Instant since = nodes.missingSince().get(node);
    return !nodes.existing().contains(node)
        && since != null
        && !now.isBefore(since.plus(QUARANTINE));
  }
}
