package dev.ordinal.apiserver.kind.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Map;

/** Label selectors: {@code matchLabels} and {@code matchExpressions}. */
public final class Selectors {

  private Selectors() {}

  /** Errors of a selector. */
  public static void validate(JsonNode selector, String field, Errors errors) {
    Metadata.labels(Tree.at(selector, "matchLabels"), field + ".matchLabels", errors);
    List<? extends JsonNode> expressions = Tree.objects(selector, "matchExpressions");
    for (int i = 0; i < expressions.size(); i++) {
      expression(expressions.get(i), field + ".matchExpressions[" + i + "]", errors);
    }
  }

  private static void expression(JsonNode expression, String field, Errors errors) {
    List<String> values = Tree.texts(expression, "values");
    String operator = Tree.text(expression, "operator");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          errors.required(
              field + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          errors.forbidden(
              field + ".values",
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      default -> errors.invalid(field + ".operator", operator, "not a valid selector operator");
    }
    String key = Tree.text(expression, "key");
    errors.invalidEach(field + ".key", key, Names.qualifiedName(key));
    for (int i = 0; i < values.size(); i++) {
      errors.invalidEach(
          field + ".values[" + i + "]", values.get(i), Names.labelValue(values.get(i)));
    }
  }

  /** Whether a selector selects everything. */
  public static boolean isEmpty(JsonNode selector) {
    return Tree.at(selector, "matchLabels").isEmpty()
        && Tree.at(selector, "matchExpressions").isEmpty();
  }

  /** Whether a selector selects an object with these labels. */
  public static boolean matches(JsonNode selector, Map<String, String> labels) {
    boolean all =
        Tree.strings(selector, "matchLabels").entrySet().stream()
            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
    return all
        && Tree.objects(selector, "matchExpressions").stream()
            .allMatch(expression -> matchesOne(expression, labels));
  }

  private static boolean matchesOne(JsonNode expression, Map<String, String> labels) {
    String value = labels.get(Tree.text(expression, "key"));
    List<String> values = Tree.texts(expression, "values");
    return switch (Tree.text(expression, "operator")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
