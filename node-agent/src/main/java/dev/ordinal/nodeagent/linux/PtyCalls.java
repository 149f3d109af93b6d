package dev.ordinal.nodeagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Terminals, allocated in a container's own devpts. */
final class PtyCalls {

  private static final int TIOCSPTLCK = 0x40045431;
  private static final int TIOCGPTN = 0x80045430;
  private static final int TIOCSWINSZ = 0x5414;

  private PtyCalls() {}

  /** The side that the agent keeps. */
  static Fd openMaster(Path ptmx) {
    return Fd.open(ptmx, Fd.O_RDWR | Fd.O_NOCTTY | Fd.O_NONBLOCK);
  }

  /** Makes the other side openable and returns its number below {@code /dev/pts}. */
  static int unlock(Fd master) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_INT);
      Syscall.call(
          "TIOCSPTLCK",
          SyscallNumber.IOCTL,
          master.number(),
          TIOCSPTLCK,
          number.address(),
          0,
          0,
          0);
      Syscall.call(
          "TIOCGPTN", SyscallNumber.IOCTL, master.number(), TIOCGPTN, number.address(), 0, 0, 0);
      return number.get(JAVA_INT, 0);
    }
  }

  static void resize(Fd master, int rows, int columns) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(8, 8);
      size.set(JAVA_SHORT, 0, (short) rows);
      size.set(JAVA_SHORT, 2, (short) columns);
      Syscall.call(
          "TIOCSWINSZ", SyscallNumber.IOCTL, master.number(), TIOCSWINSZ, size.address(), 0, 0, 0);
    }
  }
}
