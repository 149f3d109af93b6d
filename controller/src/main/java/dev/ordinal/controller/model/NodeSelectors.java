package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import java.util.List;
import java.util.Map;

/** Node selectors: terms are alternatives, requirements of one term hold together. */
public final class NodeSelectors {
  private NodeSelectors() {}

  /** Whether one of the terms chooses the node; a term without requirements chooses none. */
  public static boolean matches(NodeSelector selector, Node node) {
    return selector.getNodeSelectorTerms().stream().anyMatch(term -> matches(term, node));
  }

  /** Whether all requirements of a term hold for the node. */
  public static boolean matches(NodeSelectorTerm term, Node node) {
    List<NodeSelectorRequirement> expressions = term.getMatchExpressions();
    List<NodeSelectorRequirement> fields = term.getMatchFields();
    if (expressions.isEmpty() && fields.isEmpty()) {
      return false;
    }
    Map<String, String> names = Map.of("metadata.name", node.getMetadata().getName());
    return expressions.stream().allMatch(e -> matches(e, Labels.of(node)))
        && fields.stream().allMatch(e -> matches(e, names));
  }

  private static boolean matches(NodeSelectorRequirement requirement, Map<String, String> labels) {
    return Labels.matches(
        requirement.getOperator(), requirement.getKey(), requirement.getValues(), labels);
  }
}
