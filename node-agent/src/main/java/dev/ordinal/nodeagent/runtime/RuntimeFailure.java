package dev.ordinal.nodeagent.runtime;

/**
 * Why a sandbox or container could not be run: upstream's reason with a message that says how to
 * mend it.
 */
public final class RuntimeFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A failure, for example {@code ErrImagePull}, {@code CreateContainerError}, {@code
   * FailedCreatePodSandBox}.
   */
  public RuntimeFailure(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A failure with what lies behind it. */
  public RuntimeFailure(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Upstream's reason, as shown in a container's waiting state or an event. */
  public String reason() {
    return reason;
  }
}
