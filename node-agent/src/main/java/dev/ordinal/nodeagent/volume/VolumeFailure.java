package dev.ordinal.nodeagent.volume;

/** A volume cannot be had yet; the message is upstream's, for the event FailedMount. */
public final class VolumeFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is missing. */
  public VolumeFailure(String message) {
    super(message);
  }

  /** What went wrong, with what lies behind it. */
  public VolumeFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
