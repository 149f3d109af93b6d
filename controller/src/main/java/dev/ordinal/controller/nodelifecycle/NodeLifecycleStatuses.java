package dev.ordinal.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of nodes. */
final class NodeLifecycleStatuses {
  private static final List<String> KEPT_BY_AGENT =
      List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

  private NodeLifecycleStatuses() {}

  static Optional<NodeCondition> condition(Node node, String type) {
    NodeStatus status = node.getStatus();
    return status == null
        ? Optional.empty()
        : status.getConditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  /** The status of the condition Ready; Unknown where the node has none. */
  static String ready(Node node) {
    return condition(node, "Ready").map(NodeCondition::getStatus).orElse("Unknown");
  }

  /** The conditions of a silent node that do not say Unknown yet, saying it. */
  static List<NodeCondition> unknown(Node node, String now) {
    List<NodeCondition> changed = new ArrayList<>();
    for (String type : KEPT_BY_AGENT) {
      Optional<NodeCondition> present = condition(node, type);
      if (present.isEmpty()) {
        changed.add(
            new NodeConditionBuilder()
                .withType(type)
                .withStatus("Unknown")
                .withReason("NodeStatusNeverUpdated")
                .withMessage("Kubelet never posted node status.")
                .withLastHeartbeatTime(node.getMetadata().getCreationTimestamp())
                .withLastTransitionTime(now)
                .build());
      } else if (!"Unknown".equals(present.get().getStatus())) {
        changed.add(
            new NodeConditionBuilder(present.get())
                .withStatus("Unknown")
                .withReason("NodeStatusUnknown")
                .withMessage("Kubelet stopped posting node status.")
                .withLastTransitionTime(now)
                .build());
      }
    }
    return changed;
  }
}
