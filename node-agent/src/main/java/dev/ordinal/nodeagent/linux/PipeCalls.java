package dev.ordinal.nodeagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Pipes and plain reading and writing by descriptor. */
public final class PipeCalls {

  private static final int S_IFIFO = 0x1000;
  private static final int FIONREAD = 0x541B;
  private static final int F_SETFL = 4;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int SPLICE_F_MOVE_NONBLOCK = 3;

  private PipeCalls() {}

  /** Makes a FIFO which everyone may open who can reach it. */
  public static void makeFifo(Path path) {
    try (Arena arena = Arena.ofConfined()) {
      long name = Syscall.text(arena, path.toString());
      Syscall.call(
          "mkfifo " + path, SyscallNumber.MKNODAT, Fd.AT_FDCWD, name, S_IFIFO | 0666, 0, 0, 0);
      Syscall.call("chmod " + path, SyscallNumber.FCHMODAT, Fd.AT_FDCWD, name, 0666, 0, 0, 0);
    }
  }

  /** Asks for another capacity; the kernel may decline. */
  public static void resize(Fd pipe, int bytes) {
    Syscall.attempt(SyscallNumber.FCNTL, pipe.number(), F_SETPIPE_SZ, bytes, 0, 0, 0);
  }

  /** Makes reading and writing return at once, for all who share the open file. */
  static void neverBlock(Fd fd) {
    Syscall.call(
        "F_SETFL", SyscallNumber.FCNTL, fd.number(), F_SETFL, Fd.O_NONBLOCK | Fd.O_RDWR, 0, 0, 0);
  }

  /** Bytes waiting in a pipe or terminal. */
  public static int available(Fd fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      Syscall.call(
          "FIONREAD", SyscallNumber.IOCTL, fd.number(), FIONREAD, count.address(), 0, 0, 0);
      return count.get(JAVA_INT, 0);
    }
  }

  /**
   * Moves bytes from a pipe to a file without a copy in between, so that a killed agent neither
   * loses nor doubles one; returns how many, 0 at the end, -1 when there is nothing now.
   */
  public static long splice(Fd pipe, Fd file, long atMost) {
    long moved =
        Syscall.attempt(
            SyscallNumber.SPLICE,
            pipe.number(),
            0,
            file.number(),
            0,
            atMost,
            SPLICE_F_MOVE_NONBLOCK);
    if (moved == -Errno.EAGAIN || moved == -Errno.EINTR) {
      return -1;
    }
    if (moved < 0) {
      throw new LinuxException("splice", (int) -moved);
    }
    return moved;
  }

  /** Moves to a file's end and returns how long it is. */
  public static long seekEnd(Fd file) {
    return Syscall.call("lseek", SyscallNumber.LSEEK, file.number(), 0, 2, 0, 0, 0);
  }

  /**
   * Reads into an array; 0 at the end, -1 when there is nothing now, -2 when the terminal ended.
   */
  public static int read(Fd fd, byte[] into) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(into.length);
      long got =
          Syscall.attempt(SyscallNumber.READ, fd.number(), buffer.address(), into.length, 0, 0, 0);
      if (got == -Errno.EAGAIN || got == -Errno.EINTR) {
        return -1;
      }
      if (got == -Errno.EIO) {
        return -2;
      }
      if (got < 0) {
        throw new LinuxException("read", (int) -got);
      }
      MemorySegment.copy(buffer, JAVA_BYTE, 0, into, 0, (int) got);
      return (int) got;
    }
  }

  /** Writes some of the bytes; -1 when there is no room now. */
  public static int write(Fd fd, byte[] bytes, int offset, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Math.max(1, length));
      MemorySegment.copy(bytes, offset, buffer, JAVA_BYTE, 0, length);
      long put =
          Syscall.attempt(SyscallNumber.WRITE, fd.number(), buffer.address(), length, 0, 0, 0);
      if (put == -Errno.EAGAIN || put == -Errno.EINTR) {
        return -1;
      }
      if (put < 0) {
        throw new LinuxException("write", (int) -put);
      }
      return (int) put;
    }
  }
}
