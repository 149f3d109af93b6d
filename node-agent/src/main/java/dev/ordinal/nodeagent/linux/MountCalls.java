package dev.ordinal.nodeagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Calls that change the calling thread's mount namespace. */
final class MountCalls {

  static final long MS_RDONLY = 0x1;
  static final long MS_NOSUID = 0x2;
  static final long MS_NODEV = 0x4;
  static final long MS_NOEXEC = 0x8;
  static final long MS_REMOUNT = 0x20;
  static final long MS_BIND = 0x1000;
  static final long MS_REC = 0x4000;
  static final long MS_PRIVATE = 0x40000;

  private static final long MOUNT_ATTR_RDONLY = 1;
  private static final int MNT_DETACH = 2;
  private static final int S_IFREG = 0x8000;
  private static final int AT_RECURSIVE = 0x8000;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int OPEN_TREE_CLONE = 1;
  private static final int MOVE_MOUNT_F_EMPTY_PATH = 0x4;
  private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
  private static final long RESOLVE_IN_ROOT_NO_MAGIC = 0x12;

  private MountCalls() {}

  static void mount(String source, Path target, String type, long flags, String data) {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.call(
          "mount " + type + " " + source + " on " + target + (data.isEmpty() ? "" : " -o " + data),
          SyscallNumber.MOUNT,
          Syscall.text(arena, source),
          Syscall.text(arena, target.toString()),
          type.isEmpty() ? 0 : Syscall.text(arena, type),
          flags,
          data.isEmpty() ? 0 : Syscall.text(arena, data),
          0);
    }
  }

  static void bind(Path source, Path target) {
    mount(source.toString(), target, "", MS_BIND, "");
  }

  /** Takes a mount away at once, even one in use. Nothing happens where nothing is mounted. */
  static void detach(Path target) {
    try (Arena arena = Arena.ofConfined()) {
      long result =
          Syscall.attempt(
              SyscallNumber.UMOUNT2,
              Syscall.text(arena, target.toString()),
              MNT_DETACH,
              0,
              0,
              0,
              0);
      if (result < 0 && result != -Errno.EINVAL && result != -Errno.ENOENT) {
        throw new LinuxException("umount " + target, (int) -result);
      }
    }
  }

  /** A copy of what is mounted at a place and below, not yet attached anywhere. */
  static Fd cloneTree(Fd source) {
    try (Arena arena = Arena.ofConfined()) {
      return new Fd(
          Syscall.call(
              "open_tree",
              SyscallNumber.OPEN_TREE,
              source.number(),
              Syscall.text(arena, ""),
              OPEN_TREE_CLONE | AT_RECURSIVE | AT_EMPTY_PATH | Fd.O_CLOEXEC,
              0,
              0,
              0));
    }
  }

  /** Makes a mount read-only, and all below it where asked. */
  static void readOnly(Fd tree, boolean recursive) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(32, 8);
      attr.set(JAVA_LONG, 0, MOUNT_ATTR_RDONLY);
      Syscall.call(
          "mount_setattr",
          SyscallNumber.MOUNT_SETATTR,
          tree.number(),
          Syscall.text(arena, ""),
          AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0),
          attr.address(),
          32,
          0);
    }
  }

  static void attach(Fd tree, Fd target, String what) {
    try (Arena arena = Arena.ofConfined()) {
      long empty = Syscall.text(arena, "");
      Syscall.call(
          "move_mount " + what,
          SyscallNumber.MOVE_MOUNT,
          tree.number(),
          empty,
          target.number(),
          empty,
          MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH,
          0);
    }
  }

  /**
   * Opens a path as a process with that root would, whatever links it meets; negative results are
   * negated error numbers.
   */
  static long openInRoot(Fd root, String path, long flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      how.set(JAVA_LONG, 0, flags | Fd.O_CLOEXEC);
      how.set(JAVA_LONG, 16, RESOLVE_IN_ROOT_NO_MAGIC);
      return Syscall.attempt(
          SyscallNumber.OPENAT2, root.number(), Syscall.text(arena, path), how.address(), 24, 0, 0);
    }
  }

  /** Makes a directory or an empty file below an open directory; one that is there is fine. */
  static void make(Fd parent, String name, boolean directory) {
    try (Arena arena = Arena.ofConfined()) {
      long text = Syscall.text(arena, name);
      long result =
          directory
              ? Syscall.attempt(SyscallNumber.MKDIRAT, parent.number(), text, 0755, 0, 0, 0)
              : Syscall.attempt(
                  SyscallNumber.MKNODAT, parent.number(), text, S_IFREG | 0644, 0, 0, 0);
      if (result < 0 && result != -Errno.EEXIST) {
        throw new LinuxException("make " + name, (int) -result);
      }
    }
  }

  static void chdir(String path) {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.call("chdir " + path, SyscallNumber.CHDIR, Syscall.text(arena, path), 0, 0, 0, 0, 0);
    }
  }

  static void pivotRoot(String newRoot, String putOld) {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.call(
          "pivot_root",
          SyscallNumber.PIVOT_ROOT,
          Syscall.text(arena, newRoot),
          Syscall.text(arena, putOld),
          0,
          0,
          0,
          0);
    }
  }

  /** Removes an empty directory; what stands in the way stays. */
  static void tryRemoveDirectory(String path) {
    try (Arena arena = Arena.ofConfined()) {
      Syscall.attempt(
          SyscallNumber.UNLINKAT, Fd.AT_FDCWD, Syscall.text(arena, path), 0x200, 0, 0, 0);
    }
  }
}
