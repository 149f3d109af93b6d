package dev.ordinal.apiserver.schema;

/** A value does not fit its type; the message is Go's. */
final class ValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ValueException(String message) {
    super(message, null, false, false);
  }
}
