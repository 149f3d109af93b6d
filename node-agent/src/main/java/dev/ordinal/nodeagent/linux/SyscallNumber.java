package dev.ordinal.nodeagent.linux;

/** The system calls in use with their numbers; those above 423 are the same everywhere. */
enum SyscallNumber {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  LSEEK(8, 62),
  IOCTL(16, 29),
  FCNTL(72, 25),
  CHDIR(80, 49),
  PIVOT_ROOT(155, 41),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  SETHOSTNAME(170, 161),
  GETTID(186, 178),
  OPENAT(257, 56),
  MKDIRAT(258, 34),
  MKNODAT(259, 33),
  UNLINKAT(263, 35),
  FCHMODAT(268, 53),
  PPOLL(271, 73),
  UNSHARE(272, 97),
  SPLICE(275, 76),
  EVENTFD2(290, 19),
  SETNS(308, 268),
  PIDFD_SEND_SIGNAL(424, 424),
  OPEN_TREE(428, 428),
  MOVE_MOUNT(429, 429),
  PIDFD_OPEN(434, 434),
  OPENAT2(437, 437),
  PIDFD_GETFD(438, 438),
  MOUNT_SETATTR(442, 442);

  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  private final int amd64;
  private final int arm64;

  SyscallNumber(int amd64, int arm64) {
    this.amd64 = amd64;
    this.arm64 = arm64;
  }

  long number() {
    return ARM ? arm64 : amd64;
  }
}
