package dev.ordinal.nodeagent.linux;

/** The error numbers that matter here, the same on every architecture that is served. */
public final class Errno {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;

  private Errno() {}

  static String describe(int errno) {
    return switch (errno) {
      case EPERM -> "EPERM (operation not permitted)";
      case ENOENT -> "ENOENT (no such file or directory)";
      case ESRCH -> "ESRCH (no such process)";
      case EINTR -> "EINTR (interrupted)";
      case EIO -> "EIO (input/output error)";
      case 6 -> "ENXIO (no such device or address)";
      case 9 -> "EBADF (bad file descriptor)";
      case EAGAIN -> "EAGAIN (try again)";
      case 12 -> "ENOMEM (out of memory)";
      case EACCES -> "EACCES (permission denied)";
      case EBUSY -> "EBUSY (device or resource busy)";
      case EEXIST -> "EEXIST (file exists)";
      case 18 -> "EXDEV (cross-device link)";
      case 19 -> "ENODEV (no such device)";
      case 20 -> "ENOTDIR (not a directory)";
      case 21 -> "EISDIR (is a directory)";
      case EINVAL -> "EINVAL (invalid argument)";
      case 24 -> "EMFILE (too many open files)";
      case 28 -> "ENOSPC (no space left on device)";
      case 30 -> "EROFS (read-only file system)";
      case 32 -> "EPIPE (broken pipe)";
      case 38 -> "ENOSYS (function not implemented)";
      case 40 -> "ELOOP (too many symbolic links)";
      case 75 -> "EOVERFLOW (value too large)";
      case 87 -> "EUSERS (too many users)";
      default -> "error " + errno;
    };
  }
}
