package dev.ordinal.apiserver.selector;

/** A selector that cannot be read; the message is upstream's. */
public final class SelectorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SelectorException(String message) {
    super(message);
  }
}
