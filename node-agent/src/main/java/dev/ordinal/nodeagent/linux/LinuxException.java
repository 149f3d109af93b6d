package dev.ordinal.nodeagent.linux;

/** A system call that failed: what was tried, and the kernel's answer by name. */
public final class LinuxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int errno;

  /** A failed call; the message reads {@code what: NAME (text)}. */
  LinuxException(String what, int errno) {
    super(what + ": " + Errno.describe(errno));
    this.errno = errno;
  }

  /** The kernel's error number, as {@link Errno} names it. */
  public int errno() {
    return errno;
  }
}
