package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A label selector of a spec. One without any requirement selects nothing here. */
record LabelSelector(Map<String, String> matchLabels, List<Requirement> requirements) {

  static LabelSelector of(JsonNode tree) {
    Map<String, String> labels = new HashMap<>();
    tree.path("matchLabels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    List<Requirement> requirements = new ArrayList<>();
    for (JsonNode expression : tree.path("matchExpressions")) {
      Set<String> values = new HashSet<>();
      expression.path("values").forEach(value -> values.add(value.asText()));
      requirements.add(
          new Requirement(
              expression.path("key").asText(), expression.path("operator").asText(), values));
    }
    return new LabelSelector(labels, requirements);
  }

  boolean matches(Map<String, String> labels) {
    if (matchLabels.isEmpty() && requirements.isEmpty()) {
      return false;
    }
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && requirements.stream().allMatch(requirement -> requirement.matches(labels));
  }

  /** One expression. */
  record Requirement(String key, String operator, Set<String> values) {
    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }
  }
}
