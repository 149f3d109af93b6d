package dev.ordinal.nodeagent.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/** Calls that make and enter namespaces; each acts on the calling platform thread alone. */
final class NamespaceCalls {

  static final int CLONE_NEWNS = 0x20000;
  static final int CLONE_NEWUTS = 0x4000000;
  static final int CLONE_NEWIPC = 0x8000000;
  static final int CLONE_NEWPID = 0x20000000;
  static final int CLONE_NEWNET = 0x40000000;

  private NamespaceCalls() {}

  static void unshare(int flags) {
    Syscall.call(
        "unshare 0x" + Integer.toHexString(flags), SyscallNumber.UNSHARE, flags, 0, 0, 0, 0, 0);
  }

  static void setns(Fd namespace, int kind) {
    Syscall.call("setns", SyscallNumber.SETNS, namespace.number(), kind, 0, 0, 0, 0);
  }

  static void sethostname(String name) {
    try (Arena arena = Arena.ofConfined()) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      Syscall.call(
          "sethostname " + name,
          SyscallNumber.SETHOSTNAME,
          Syscall.text(arena, name),
          length,
          0,
          0,
          0,
          0);
    }
  }

  /** The kernel's id of the calling thread. */
  static long threadId() {
    return Syscall.call("gettid", SyscallNumber.GETTID, 0, 0, 0, 0, 0, 0);
  }
}
