package dev.ordinal.controller.scheduler.state;

import dev.ordinal.controller.model.Labels;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;

/**
 * A node and the pods that are on it or on their way to it.
 *
 * @param allocatable what the node offers to pods
 * @param requested what its pods have asked for
 */
public record NodeState(
    Node node, List<PodFacts> pods, Resources allocatable, Resources requested) {

  /** The state of a node with these pods. */
  public static NodeState of(Node node, List<PodFacts> pods) {
    NodeStatus status = node.getStatus();
    Resources requested = Resources.NONE;
    for (PodFacts pod : pods) {
      requested = requested.plus(pod.requests());
    }
    return new NodeState(
        node,
        List.copyOf(pods),
        Resources.of(status == null ? null : status.getAllocatable()),
        requested);
  }

  public String name() {
    return node.getMetadata().getName();
  }

  /** The value of a label, empty where the node has none. */
  public String label(String key) {
    return Labels.of(node).getOrDefault(key, "");
  }

  /** Whether the node belongs to a topology domain of this key. */
  public boolean hasLabel(String key) {
    return Labels.of(node).containsKey(key);
  }

  /** The node's taints; none where it has no spec. */
  public List<Taint> taints() {
    return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
  }
}
