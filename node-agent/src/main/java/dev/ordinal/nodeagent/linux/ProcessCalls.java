package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Processes by descriptor: a signal never reaches a later process with the same number. */
public final class ProcessCalls {

  public static final int SIGHUP = 1;
  public static final int SIGKILL = 9;
  public static final int SIGUSR1 = 10;
  public static final int SIGTERM = 15;

  private ProcessCalls() {}

  /** A descriptor that becomes readable when the process ends; empty when it is gone already. */
  public static java.util.Optional<Fd> open(long pid) {
    long result = Syscall.attempt(SyscallNumber.PIDFD_OPEN, pid, 0, 0, 0, 0, 0);
    if (result == -Errno.ESRCH || result == -Errno.EINVAL) {
      return java.util.Optional.empty();
    }
    if (result < 0) {
      throw new LinuxException("pidfd_open " + pid, (int) -result);
    }
    return java.util.Optional.of(new Fd(result));
  }

  /** Sends a signal; false when the process is gone. */
  public static boolean signal(Fd process, int signal) {
    long result =
        Syscall.attempt(SyscallNumber.PIDFD_SEND_SIGNAL, process.number(), signal, 0, 0, 0, 0);
    if (result < 0 && result != -Errno.ESRCH) {
      throw new LinuxException("pidfd_send_signal " + signal, (int) -result);
    }
    return result == 0;
  }

  /** A descriptor that another process has open, as an own one. */
  static Fd takeFd(Fd process, int number) {
    return new Fd(
        Syscall.call(
            "pidfd_getfd " + number,
            SyscallNumber.PIDFD_GETFD,
            process.number(),
            number,
            0,
            0,
            0,
            0));
  }

  /**
   * When a process began, in clock ticks since boot: with its number it names the process for ever;
   * empty when it is gone.
   */
  public static OptionalLong startTime(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return OptionalLong.of(Long.parseLong(fields[19]));
    } catch (IOException gone) {
      return OptionalLong.empty();
    }
  }

  /** The number of a signal from its name, with or without {@code SIG}, or its number as text. */
  public static int signalNumber(String name) {
    return switch (name.startsWith("SIG") ? name.substring(3) : name) {
      case "HUP" -> 1;
      case "INT" -> 2;
      case "QUIT" -> 3;
      case "KILL" -> 9;
      case "USR1" -> 10;
      case "USR2" -> 12;
      case "TERM" -> 15;
      case "STOP" -> 19;
      case "WINCH" -> 28;
      case "RTMIN+3" -> 37;
      default -> name.matches("[0-9]{1,2}") ? Integer.parseInt(name) : SIGTERM;
    };
  }
}
