package dev.ordinal.apiserver.request;

/**
 * One problem with one field, in upstream's form; rendered as {@code spec.replicas: Invalid value:
 * -1: must be ...}.
 *
 * @param reason of the status cause: {@code FieldValueInvalid}, {@code FieldValueRequired}, ...
 * @param field the path, {@code spec.template.spec.containers[0].name}
 * @param message the text behind the path, type included ({@code Required value}, {@code Invalid
 *     value: "x": must be ...})
 */
public record FieldError(String reason, String field, String message) {

  /** A value that must be there is missing. */
  public static FieldError required(String field, String detail) {
    return new FieldError("FieldValueRequired", field, detail("Required value", detail));
  }

  /**
   * A value breaks a rule; the value is already rendered as upstream prints it (strings quoted,
   * objects as JSON).
   */
  public static FieldError invalid(String field, String renderedValue, String detail) {
    return new FieldError(
        "FieldValueInvalid", field, "Invalid value: " + detail(renderedValue, detail));
  }

  /** A value is not one of a list, which is shown as it is given. */
  public static FieldError notSupported(
      String field, String value, java.util.List<String> supported) {
    String list = String.join(", ", supported.stream().map(s -> '"' + s + '"').toList());
    return new FieldError(
        "FieldValueNotSupported",
        field,
        "Unsupported value: \"" + value + "\": supported values: " + list);
  }

  /** A value may not be set, or not be changed. */
  public static FieldError forbidden(String field, String detail) {
    return new FieldError("FieldValueForbidden", field, detail("Forbidden", detail));
  }

  /** A value occurs twice where it must be unique. */
  public static FieldError duplicate(String field, String value) {
    return new FieldError("FieldValueDuplicate", field, "Duplicate value: \"" + value + "\"");
  }

  /** A value names something that is not there. */
  public static FieldError notFound(String field, String value) {
    return new FieldError("FieldValueNotFound", field, "Not found: \"" + value + "\"");
  }

  /** A text is longer than allowed. */
  public static FieldError tooLong(String field, int maximum) {
    return new FieldError(
        "FieldValueTooLong", field, "Too long: may not be more than " + maximum + " bytes");
  }

  private static String detail(String head, String detail) {
    return detail.isEmpty() ? head : head + ": " + detail;
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
