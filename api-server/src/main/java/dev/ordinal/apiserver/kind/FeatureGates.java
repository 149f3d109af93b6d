package dev.ordinal.apiserver.kind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The feature gates that change what this server does, with upstream's names and the defaults of
 * release 1.36; a gate that only upstream knows is accepted and has no effect here.
 */
public record FeatureGates(Map<String, Boolean> values) {

  /** The rollingUpdate.maxUnavailable of a StatefulSet is kept and validated. */
  public static final String MAX_UNAVAILABLE_STATEFUL_SET = "MaxUnavailableStatefulSet";

  /** The update strategy Recreate of a StatefulSet. */
  public static final String STATEFUL_SET_RECREATE_STRATEGY = "StatefulSetRecreateStrategy";

  private static final Map<String, Boolean> DEFAULTS =
      Map.of(MAX_UNAVAILABLE_STATEFUL_SET, false, STATEFUL_SET_RECREATE_STRATEGY, false);

  /** Fills in the defaults. */
  public FeatureGates {
    Map<String, Boolean> all = new LinkedHashMap<>(DEFAULTS);
    all.putAll(values);
    values = Map.copyOf(all);
  }

  /** Every gate at its default. */
  public static FeatureGates defaults() {
    return new FeatureGates(Map.of());
  }

  /**
   * Reads the value of {@code --feature-gates}: {@code A=true,B=false}.
   *
   * @throws IllegalArgumentException with a message for the user where the text is not of that form
   */
  public static FeatureGates parse(String flag) {
    Map<String, Boolean> parsed = new LinkedHashMap<>();
    for (String part : List.of(flag.split(",", -1))) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      String value = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (equals < 0) {
        throw new IllegalArgumentException("missing bool value for " + part.strip());
      }
      String name = part.substring(0, equals).strip();
      switch (value) {
        case "true", "True", "TRUE", "t", "T", "1" -> parsed.put(name, true);
        case "false", "False", "FALSE", "f", "F", "0" -> parsed.put(name, false);
        default ->
            throw new IllegalArgumentException(
                "invalid value of " + name + "=" + value + ", err: not a bool");
      }
    }
    return new FeatureGates(parsed);
  }

  /** Whether a gate is on. */
  public boolean enabled(String gate) {
    return values.getOrDefault(gate, false);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String name : new TreeSet<>(values.keySet())) {
      text.append(text.isEmpty() ? "" : ",").append(name).append('=').append(enabled(name));
    }
    return text.toString();
  }
}
