package dev.ordinal.nodeagent.api;

/** The API server refused or could not be reached. */
public final class ApiFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * A failure.
   *
   * @param code the HTTP status; 0 when there was no answer
   */
  public ApiFailure(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The HTTP status; 0 when there was no answer. */
  public int code() {
    return code;
  }
}
