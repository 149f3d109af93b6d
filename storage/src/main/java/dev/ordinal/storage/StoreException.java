package dev.ordinal.storage;

/**
 * The one failure type of the store; the message says what happened and, where a person can mend
 * it, how.
 */
public final class StoreException extends RuntimeException {

  /** Why a call failed. */
  public enum Code {
    /** The revision asked for has been compacted away. */
    COMPACTED,
    /** The revision asked for has not been reached yet. */
    FUTURE_REVISION,
    /** The store or the stream is closed. */
    CLOSED,
    /** A watcher was too slow and has lost its place. */
    OVERFLOWED,
    /** Another process holds the store's directory. */
    LOCKED,
    /** No space left; nothing was acknowledged. */
    DISK_FULL,
    /** The files are damaged. */
    CORRUPT,
    /** The files were written by a newer format than this program knows. */
    NEWER_FORMAT,
    /** The disk refused to read or write. */
    IO
  }

  private static final long serialVersionUID = 1L;

  private final Code code;

  /** A failure with its message. */
  public StoreException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** A failure with its message and what lies behind it. */
  public StoreException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Why the call failed. */
  public Code code() {
    return code;
  }
}
