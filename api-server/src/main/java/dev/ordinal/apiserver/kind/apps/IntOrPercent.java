package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.tree.Errors;

/** A number, or a text such as {@code 25%}. */
final class IntOrPercent {

  private IntOrPercent() {}

  static boolean isPercent(JsonNode value) {
    return value.isTextual();
  }

  /** The number, or the number before the percent sign. */
  static long number(JsonNode value) {
    if (!value.isTextual()) {
      return value.asLong(0);
    }
    String digits = value.asText().replace("%", "");
    return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
  }

  static void validate(JsonNode value, String field, Errors errors) {
    if (isPercent(value)) {
      if (!value.asText().matches("[0-9]+%")) {
        errors.invalid(
            field,
            value,
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
                + " or '93%', regex used for validation is '[0-9]+%')");
      }
    } else if (value.asLong() < 0) {
      errors.invalid(field, value.asLong(), "must be greater than or equal to 0");
    }
  }

  static void atMost100Percent(JsonNode value, String field, Errors errors) {
    if (isPercent(value) && number(value) > 100) {
      errors.invalid(field, value, "must not be greater than 100%");
    }
  }
}
