package dev.ordinal.apiserver.kind.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ordinal.apiserver.request.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the problems of an object, in the order they are found. Used by one thread. */
public final class Errors {

  private static final String NOT_NEGATIVE = "must be greater than or equal to 0";

  private final List<FieldError> found = new ArrayList<>();

  /** What was found. */
  public List<FieldError> list() {
    return List.copyOf(found);
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Something that must be there is missing. */
  public void required(String field) {
    required(field, "");
  }

  /** Something that must be there is missing, and why. */
  public void required(String field, String detail) {
    found.add(FieldError.required(field, detail));
  }

  /** A text breaks a rule. */
  public void invalid(String field, String value, String detail) {
    found.add(FieldError.invalid(field, TextNode.valueOf(value).toString(), detail));
  }

  /** A number breaks a rule. */
  public void invalid(String field, long value, String detail) {
    found.add(FieldError.invalid(field, Long.toString(value), detail));
  }

  /** Any value breaks a rule. */
  public void invalid(String field, JsonNode value, String detail) {
    String text = value.isMissingNode() ? "null" : value.toString();
    found.add(FieldError.invalid(field, text, detail));
  }

  /** A text breaks several rules: one error for each. */
  public void invalidEach(String field, String value, List<String> details) {
    details.forEach(detail -> invalid(field, value, detail));
  }

  /** A value is not one of a list. */
  public void notSupported(String field, String value, List<String> supported) {
    found.add(FieldError.notSupported(field, value, supported));
  }

  /** A value may not be set, or not be changed. */
  public void forbidden(String field, String detail) {
    found.add(FieldError.forbidden(field, detail));
  }

  /** A text occurs twice. */
  public void duplicate(String field, String value) {
    found.add(FieldError.duplicate(field, value));
  }

  /** A value that is no text occurs twice. */
  public void duplicateValue(String field, String renderedValue) {
    found.add(new FieldError("FieldValueDuplicate", field, "Duplicate value: " + renderedValue));
  }

  /** A text names something that is not there. */
  public void notFound(String field, String value) {
    found.add(FieldError.notFound(field, value));
  }

  /** A text is too long. */
  public void tooLong(String field, int maximum) {
    found.add(FieldError.tooLong(field, maximum));
  }

  /** The number in a field of an object must not be negative. */
  public void nonNegative(JsonNode parent, String path, String name) {
    long value = Tree.number(parent, name);
    if (value < 0) {
      invalid(path + "." + name, value, NOT_NEGATIVE);
    }
  }

  /** The text in a field of an object must be there and one of a list. */
  public void oneOf(JsonNode parent, String path, String name, List<String> supported) {
    String value = Tree.text(parent, name);
    if (value.isEmpty()) {
      required(path + "." + name);
    } else if (!supported.contains(value)) {
      notSupported(path + "." + name, value, supported);
    }
  }

  /** A text must not have occurred before; it is remembered. */
  public void unique(Set<String> seen, String field, String value) {
    if (!seen.add(value)) {
      duplicate(field, value);
    }
  }

  /** A value must be as it was. */
  public void immutable(JsonNode now, JsonNode before, String field) {
    if (!Tree.same(now, before)) {
      invalid(field, now, "field is immutable");
    }
  }
}
