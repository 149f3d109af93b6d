package dev.ordinal.nodeagent.step;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a node has what a pod's selector and required affinity ask for. Pure. */
final class NodeAffinityMatch {

  private NodeAffinityMatch() {}

  static boolean matches(Pod pod, Node node) {
    Map<String, String> labels =
        node.getMetadata().getLabels() == null ? Map.of() : node.getMetadata().getLabels();
    Map<String, String> selector = pod.getSpec().getNodeSelector();
    if (selector != null && !labels.entrySet().containsAll(selector.entrySet())) {
      return false;
    }
    Affinity affinity = pod.getSpec().getAffinity();
    if (affinity == null || affinity.getNodeAffinity() == null) {
      return true;
    }
    NodeSelector required =
        affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
    return required == null
        || required.getNodeSelectorTerms().stream()
            .anyMatch(term -> matches(term, labels, node.getMetadata().getName()));
  }

  private static boolean matches(NodeSelectorTerm term, Map<String, String> labels, String name) {
    boolean empty = term.getMatchExpressions().isEmpty() && term.getMatchFields().isEmpty();
    return !empty
        && term.getMatchExpressions().stream()
            .allMatch(requirement -> matches(requirement, labels.get(requirement.getKey())))
        && term.getMatchFields().stream().allMatch(requirement -> matches(requirement, name));
  }

  private static boolean matches(NodeSelectorRequirement requirement, @Nullable String value) {
    List<String> values = requirement.getValues();
    return switch (requirement.getOperator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> value != null && compare(value, values.getFirst()) > 0;
      case "Lt" -> value != null && compare(value, values.getFirst()) < 0;
      default -> false;
    };
  }

  private static int compare(String value, String bound) {
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(bound));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
