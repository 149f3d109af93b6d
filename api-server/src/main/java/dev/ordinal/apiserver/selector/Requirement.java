package dev.ordinal.apiserver.selector;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One condition on the labels of an object. */
record Requirement(String key, Operator operator, Set<String> values) {

  enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST,
    GREATER_THAN,
    LESS_THAN
  }

  Requirement {
    values = Set.copyOf(values);
  }

  boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case IN -> value != null && values.contains(value);
      case NOT_IN -> value == null || !values.contains(value);
      case EXISTS -> value != null;
      case DOES_NOT_EXIST -> value == null;
      case GREATER_THAN -> compare(value) > 0;
      case LESS_THAN -> compare(value) < 0;
    };
  }

  /** 0 where either side is no number, which matches neither comparison. */
  private int compare(@Nullable String value) {
    if (value == null) {
      return 0;
    }
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.iterator().next()));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
