package dev.ordinal.nodeagent.container;

/** A container's configuration cannot be made yet; the message is shown in its waiting state. */
public final class ConfigError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /** The usual reason, {@code CreateContainerConfigError}. */
  public ConfigError(String message) {
    this("CreateContainerConfigError", message);
  }

  /** Another reason of upstream's. */
  public ConfigError(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Upstream's reason for the waiting state. */
  public String reason() {
    return reason;
  }
}
