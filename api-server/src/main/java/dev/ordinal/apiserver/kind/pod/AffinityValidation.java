package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Validation of affinities; node selectors also stand in volumes. */
public final class AffinityValidation {

  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

  private AffinityValidation() {}

  static void validate(JsonNode affinity, String path, Errors errors) {
    JsonNode node = Tree.at(affinity, "nodeAffinity");
    if (Tree.has(node, REQUIRED)) {
      nodeSelector(Tree.at(node, REQUIRED), path + ".nodeAffinity." + REQUIRED, errors);
    }
    List<ObjectNode> preferred = Tree.objects(node, PREFERRED);
    for (int i = 0; i < preferred.size(); i++) {
      String field = path + ".nodeAffinity." + PREFERRED + "[" + i + "]";
      weight(preferred.get(i), field, errors);
      term(Tree.at(preferred.get(i), "preference"), field + ".preference", errors);
    }
    for (String kind : List.of("podAffinity", "podAntiAffinity")) {
      podAffinity(Tree.at(affinity, kind), path + "." + kind, errors);
    }
  }

  /** A node selector: terms of which one must match. */
  public static void nodeSelector(JsonNode selector, String path, Errors errors) {
    List<ObjectNode> terms = Tree.objects(selector, "nodeSelectorTerms");
    if (terms.isEmpty()) {
      errors.required(path + ".nodeSelectorTerms", "must have at least one node selector term");
    }
    for (int i = 0; i < terms.size(); i++) {
      term(terms.get(i), path + ".nodeSelectorTerms[" + i + "]", errors);
    }
  }

  private static void weight(ObjectNode term, String path, Errors errors) {
    long weight = Tree.number(term, "weight");
    if (weight <= 0 || weight > 100) {
      errors.invalid(path + ".weight", weight, "must be in the range 1-100");
    }
  }

  private static void term(JsonNode term, String path, Errors errors) {
    List<ObjectNode> expressions = Tree.objects(term, "matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      expression(expressions.get(i), path + ".matchExpressions[" + i + "]", errors);
    }
    List<ObjectNode> fields = Tree.objects(term, "matchFields");
    for (int i = 0; i < fields.size(); i++) {
      field(fields.get(i), path + ".matchFields[" + i + "]", errors);
    }
  }

  private static void expression(ObjectNode expression, String path, Errors errors) {
    int values = Tree.at(expression, "values").size();
    String operator = Tree.text(expression, "operator");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values == 0) {
          errors.required(path + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (values > 0) {
          errors.forbidden(
              path + ".values",
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      case "Gt", "Lt" -> {
        if (values != 1) {
          errors.required(
              path + ".values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }
      }
      default -> errors.invalid(path + ".operator", operator, "not a valid selector operator");
    }
    String key = Tree.text(expression, "key");
    errors.invalidEach(path + ".key", key, Names.qualifiedName(key));
  }

  private static void field(ObjectNode requirement, String path, Errors errors) {
    List<String> values = Tree.texts(requirement, "values");
    String operator = Tree.text(requirement, "operator");
    if (!operator.equals("In") && !operator.equals("NotIn")) {
      errors.invalid(path + ".operator", operator, "not a valid selector operator");
    } else if (values.size() != 1) {
      errors.required(
          path + ".values",
          "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
    }
    String key = Tree.text(requirement, "key");
    if (!key.equals("metadata.name")) {
      errors.invalid(path + ".key", key, "not a valid field selector key");
    }
  }

  private static void podAffinity(JsonNode affinity, String path, Errors errors) {
    List<ObjectNode> required = Tree.objects(affinity, REQUIRED);
    for (int i = 0; i < required.size(); i++) {
      podTerm(required.get(i), path + "." + REQUIRED + "[" + i + "]", errors);
    }
    List<ObjectNode> preferred = Tree.objects(affinity, PREFERRED);
    for (int i = 0; i < preferred.size(); i++) {
      String field = path + "." + PREFERRED + "[" + i + "]";
      weight(preferred.get(i), field, errors);
      podTerm(Tree.at(preferred.get(i), "podAffinityTerm"), field + ".podAffinityTerm", errors);
    }
  }

  private static void podTerm(JsonNode term, String path, Errors errors) {
    Selectors.validate(Tree.at(term, "labelSelector"), path + ".labelSelector", errors);
    Selectors.validate(Tree.at(term, "namespaceSelector"), path + ".namespaceSelector", errors);
    for (String namespace : Tree.texts(term, "namespaces")) {
      errors.invalidEach(path + ".namespace", namespace, Names.dnsLabel(namespace));
    }
    String key = Tree.text(term, "topologyKey");
    if (key.isEmpty()) {
      errors.required(path + ".topologyKey", "can not be empty");
    }
    errors.invalidEach(path + ".topologyKey", key, Names.qualifiedName(key));
  }
}
