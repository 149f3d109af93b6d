package dev.ordinal.apiserver.request;

import java.util.List;
import java.util.Optional;

/**
 * The one way a request fails: an HTTP code with the parts of upstream's Status object. Made by the
 * factories, turned into wire form in one place.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * The details of a Status.
   *
   * @param retryAfterSeconds 0 means not said
   */
  public record Details(
      String name,
      String group,
      String kind,
      String uid,
      List<Cause> causes,
      int retryAfterSeconds) {

    /** Nothing known of the object. */
    public static final Details NONE = new Details("", "", "", "", List.of(), 0);

    /** Copies the list. */
    public Details {
      causes = List.copyOf(causes);
    }
  }

  /** One cause of a Status. */
  public record Cause(String reason, String message, String field) {}

  private final int code;
  private final String reason;
  private final transient Optional<Details> details;
  private final String continueToken;

  private ApiException(int code, String reason, String message, Optional<Details> details) {
    this(code, reason, message, details, "");
  }

  private ApiException(
      int code, String reason, String message, Optional<Details> details, String continueToken) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.continueToken = continueToken;
  }

  /** 404 for an object. */
  public static ApiException notFound(String groupResource, String name) {
    return new ApiException(
        404,
        "NotFound",
        groupResource + " \"" + name + "\" not found",
        object(groupResource, name, List.of()));
  }

  /** 404 for a path that serves nothing. */
  public static ApiException noSuchPath() {
    return new ApiException(
        404,
        "NotFound",
        "the server could not find the requested resource",
        Optional.of(Details.NONE));
  }

  /** 409 for a create of what is there. */
  public static ApiException alreadyExists(String groupResource, String name) {
    return new ApiException(
        409,
        "AlreadyExists",
        groupResource + " \"" + name + "\" already exists",
        object(groupResource, name, List.of()));
  }

  /** 409 for a write that does not fit the state. */
  public static ApiException conflict(String groupResource, String name, String why) {
    return new ApiException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on " + groupResource + " \"" + name + "\": " + why,
        object(groupResource, name, List.of()));
  }

  /** 409 for an update based on an old version. */
  public static ApiException modified(String groupResource, String name) {
    return conflict(
        groupResource,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  /** 422 with the errors of the fields. */
  public static ApiException invalid(
      String group, String kind, String name, List<FieldError> errors) {
    String qualified = group.isEmpty() ? kind : kind + "." + group;
    String list =
        errors.size() == 1
            ? errors.getFirst().toString()
            : "[" + String.join(", ", errors.stream().map(FieldError::toString).toList()) + "]";
    List<Cause> causes =
        errors.stream().map(e -> new Cause(e.reason(), e.message(), e.field())).toList();
    return new ApiException(
        422,
        "Invalid",
        qualified + " \"" + name + "\" is invalid: " + list,
        Optional.of(new Details(name, group, kind, "", causes, 0)));
  }

  /** 400 for what cannot be understood. */
  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message, Optional.empty());
  }

  /** 401 for a caller without valid credentials. */
  public static ApiException unauthorized() {
    return new ApiException(401, "Unauthorized", "Unauthorized", Optional.empty());
  }

  /** 403 for a caller who may not, or for an object that refuses. */
  public static ApiException forbidden(String groupResource, String name, String why) {
    String object = name.isEmpty() ? groupResource : groupResource + " \"" + name + "\"";
    return new ApiException(
        403, "Forbidden", object + " is forbidden: " + why, object(groupResource, name, List.of()));
  }

  /** 410 for history that is gone. */
  public static ApiException expired(String message) {
    return new ApiException(410, "Expired", message, Optional.empty());
  }

  /**
   * 410 for a list that cannot be continued at its revision, with a token for the inconsistent
   * rest.
   */
  public static ApiException expiredList(String message, String continueToken) {
    return new ApiException(410, "Expired", message, Optional.empty(), continueToken);
  }

  /** 405 for a method that the path does not have. */
  public static ApiException methodNotAllowed() {
    return new ApiException(
        405,
        "MethodNotAllowed",
        "the server does not allow this method on the requested resource",
        Optional.of(Details.NONE));
  }

  /** Any other failure, by its parts. */
  public static ApiException of(
      int code, String reason, String message, Optional<Details> details) {
    return new ApiException(code, reason, message, details);
  }

  private static Optional<Details> object(String groupResource, String name, List<Cause> causes) {
    int dot = groupResource.indexOf('.');
    String resource = dot < 0 ? groupResource : groupResource.substring(0, dot);
    String group = dot < 0 ? "" : groupResource.substring(dot + 1);
    return Optional.of(new Details(name, group, resource, "", causes, 0));
  }

  /** The HTTP code. */
  public int code() {
    return code;
  }

  /** Upstream's reason. */
  public String reason() {
    return reason;
  }

  /** A token to go on with; empty but for an expired list. */
  public Optional<String> continueToken() {
    return continueToken.isEmpty() ? Optional.empty() : Optional.of(continueToken);
  }

  /** The details, where the failure concerns an object. */
  public Optional<Details> details() {
    return details;
  }
}
