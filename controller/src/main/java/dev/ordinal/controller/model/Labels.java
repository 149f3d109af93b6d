package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Label selectors as the API defines them. */
public final class Labels {
  private Labels() {}

  /** The labels of an object; empty when it has none. */
  public static Map<String, String> of(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** The annotations of an object; empty when it has none. */
  public static Map<String, String> annotations(HasMetadata object) {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  /** The text, empty where there is none. */
  public static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Whether a plain selector is missing or empty. */
  public static boolean isEmpty(@Nullable Map<String, String> selector) {
    return selector == null || selector.isEmpty();
  }

  /** Whether every pair of a plain selector is among the labels; an empty selector matches all. */
  public static boolean matches(
      @Nullable Map<String, String> selector, Map<String, String> labels) {
    return selector == null
        || selector.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())));
  }

  /**
   * Whether a label selector chooses these labels: no selector matches nothing, an empty one all.
   */
  public static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    if (selector == null || !matches(selector.getMatchLabels(), labels)) {
      return false;
    }
    List<LabelSelectorRequirement> expressions = selector.getMatchExpressions();
    return expressions == null || expressions.stream().allMatch(e -> matches(e, labels));
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    return matches(
        requirement.getOperator(), requirement.getKey(), requirement.getValues(), labels);
  }

  /** One requirement of a label or node selector; an unknown operator matches nothing. */
  static boolean matches(
      String operator, String key, List<String> values, Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> compare(value, values) > 0;
      case "Lt" -> compare(value, values) < 0;
      default -> false;
    };
  }

  /** The order of two whole numbers, 0 where either is none. */
  private static int compare(@Nullable String value, List<String> values) {
    if (value == null || values.size() != 1) {
      return 0;
    }
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
    } catch (NumberFormatException notNumbers) {
      return 0;
    }
  }
}
