package dev.ordinal.cluster.local;

/**
 * Why a cluster could not be started, stopped or found: one sentence that says what happened and
 * how to mend it.
 */
public final class ClusterException extends Exception {

  private static final long serialVersionUID = 1L;

  /** A failure with its sentence. */
  public ClusterException(String message) {
    super(message);
  }

  /** A failure with its sentence and what lies behind it. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
