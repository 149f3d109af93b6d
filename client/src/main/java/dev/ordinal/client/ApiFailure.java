package dev.ordinal.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not succeed: the server's Status (code and reason as upstream's), or no answer
 * at all (code 0).
 */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final int retryAfterSeconds;

  private ApiFailure(
      int code, String reason, String message, int retryAfterSeconds, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** From the body of an answer, which may be a Status or anything else. */
  static ApiFailure ofStatus(int httpCode, JsonNode status) {
    int code = status.path("code").asInt(httpCode);
    String reason = status.path("reason").asText("");
    String message = status.path("message").asText("the server answered " + code);
    int retryAfter = status.path("details").path("retryAfterSeconds").asInt(0);
    return new ApiFailure(code, reason, message, retryAfter, null);
  }

  static ApiFailure ofText(int httpCode, String text) {
    return new ApiFailure(httpCode, "", "the server answered " + httpCode + ": " + text, 0, null);
  }

  static ApiFailure unreachable(String what, Throwable cause) {
    String detail =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ApiFailure(0, "", what + ": " + detail, 0, cause);
  }

  /** The HTTP status code, 0 when there was no answer. */
  public int code() {
    return code;
  }

  /** The machine-readable reason ({@code NotFound}, {@code Conflict}, ...), or empty. */
  public String reason() {
    return reason;
  }

  /** How long the server asks to wait before another try; zero when it does not say. */
  public Duration retryAfter() {
    return Duration.ofSeconds(retryAfterSeconds);
  }

  public boolean isNotFound() {
    return code == 404;
  }

  /** An update that met another one. */
  public boolean isConflict() {
    return code == 409 && !reason.equals("AlreadyExists");
  }

  public boolean isAlreadyExists() {
    return code == 409 && reason.equals("AlreadyExists");
  }

  /** The resource version is too old: list again. */
  public boolean isExpired() {
    return code == 410;
  }

  public boolean isInvalid() {
    return code == 422;
  }

  public boolean isForbidden() {
    return code == 403;
  }

  /** True for a create refused because its namespace is being deleted. */
  public boolean isNamespaceTerminating() {
    String message = getMessage();
    return code == 403 && message != null && message.contains("because it is being terminated");
  }

  /** No answer: connection refused, reset or timed out. */
  public boolean isUnreachable() {
    return code == 0;
  }
}
