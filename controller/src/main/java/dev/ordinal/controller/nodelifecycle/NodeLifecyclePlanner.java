package dev.ordinal.controller.nodelifecycle;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a node's silence, or its own word, has as consequences. */
final class NodeLifecyclePlanner {
  /**
   * What is known beside the node itself.
   *
   * @param lastSign when a sign of life was last seen
   * @param grace how long a node may be silent
   * @param othersReady whether any other node is ready
   */
  record Situation(Instant now, Instant lastSign, Duration grace, boolean othersReady) {
    boolean silent() {
      return now.isAfter(lastSign.plus(grace));
    }
  }

  private NodeLifecyclePlanner() {}

  static List<NodeLifecycleAction> plan(Node node, List<Pod> pods, Situation situation) {
    List<NodeLifecycleAction> actions = new ArrayList<>();
    String before = NodeLifecycleStatuses.ready(node);
    String ready = before;
    if (situation.silent()) {
      List<NodeCondition> unknown = NodeLifecycleStatuses.unknown(node, situation.now().toString());
      if (!unknown.isEmpty()) {
        actions.add(new NodeLifecycleAction.SetConditions(unknown));
      }
      ready = "Unknown";
      if (before.equals("True")) {
        actions.add(new NodeLifecycleAction.TellNotReady());
      }
    }
    List<Taint> taints = taints(node, ready, situation);
    if (taints != null) {
      actions.add(new NodeLifecycleAction.SetTaints(taints));
    }
    if (!ready.equals("True")) {
      pods.stream()
          .filter(Pods::isReady)
          .forEach(pod -> actions.add(new NodeLifecycleAction.MarkNotReady(pod)));
    }
    return actions;
  }

  /** The taints that the node ought to have, null where it has them. */
  private static @Nullable List<Taint> taints(Node node, String ready, Situation situation) {
    List<Taint> present = node.getSpec() == null ? List.of() : node.getSpec().getTaints();
    List<Taint> wanted = new ArrayList<>();
    for (Taint taint : present) {
      if (!NodeTaints.isManaged(taint)) {
        wanted.add(taint);
      }
    }
    boolean evict = ready.equals("True") || situation.othersReady();
    for (Taint taint : NodeTaints.wanted(node, ready, evict)) {
      wanted.add(
          present.stream()
              .filter(now -> NodeTaints.same(now, taint))
              .findFirst()
              .orElseGet(() -> NodeTaints.added(taint, situation.now())));
    }
    boolean same =
        wanted.size() == present.size()
            && wanted.stream().allMatch(w -> present.stream().anyMatch(p -> NodeTaints.same(p, w)));
    return same ? null : wanted;
  }
}
