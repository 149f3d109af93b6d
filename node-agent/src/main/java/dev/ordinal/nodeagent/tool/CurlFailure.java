package dev.ordinal.nodeagent.tool;

import java.io.Serial;

/** An end of {@code curl} with one of its exit codes. */
final class CurlFailure extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  static final int UNKNOWN_OPTION = 2;
  static final int UNKNOWN_HOST = 6;
  static final int CANNOT_CONNECT = 7;
  static final int WRITE = 23;
  static final int TIMEOUT = 28;

  private final int code;

  CurlFailure(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
