package dev.ordinal.nodeagent.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor of this process, never inherited by children. */
public final class Fd implements AutoCloseable {

  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_NOCTTY = 0x100;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  static final int AT_FDCWD = -100;

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  Fd(long number) {
    this.number = (int) number;
  }

  /** Opens a file as it is, following links. */
  static Fd open(Path path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return new Fd(
          Syscall.call(
              "open " + path,
              SyscallNumber.OPENAT,
              AT_FDCWD,
              Syscall.text(arena, path.toString()),
              flags | O_CLOEXEC,
              0,
              0,
              0));
    }
  }

  /** Opens a namespace file or anything else that is only read. */
  public static Fd openReadOnly(Path path) {
    return open(path, O_RDONLY);
  }

  /** Opens an existing file for writing from its beginning. */
  public static Fd openWritable(Path path) {
    return open(path, O_WRONLY);
  }

  /** Opens the reading end of a FIFO without waiting for a writer. */
  public static Fd openFifoReader(Path path) {
    return open(path, O_RDONLY | O_NONBLOCK);
  }

  /** Its number; valid until closed. */
  int number() {
    return number;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Syscall.attempt(SyscallNumber.CLOSE, number, 0, 0, 0, 0, 0);
    }
  }
}
