package dev.ordinal.controller.runtime;

/** An obstacle that is not a defect: the pass ends here and is tried again after a back-off. */
public final class RetryLater extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RetryLater(String message) {
    super(message);
  }
}
