package dev.ordinal.nodeagent.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A directory or file of the host, checked as its type says. */
final class HostPaths {

  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET = 0140000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;

  private HostPaths() {}

  /** The path, after its check; made where the type says so, and as a directory without a type. */
  static Path prepare(String path, @Nullable String type) {
    Path host = Path.of(path);
    try {
      switch (type == null ? "" : type) {
        case "" -> {
          if (!Files.exists(host)) {
            Files.createDirectories(host);
          }
        }
        case "DirectoryOrCreate" -> createDirectory(host);
        case "FileOrCreate" -> createFile(host);
        case "Directory" -> check(Files.isDirectory(host), path, "is not a directory");
        case "File" -> check(Files.isRegularFile(host), path, "is not a file");
        case "Socket" -> check(isType(host, SOCKET), path, "is not a socket file");
        case "CharDevice" ->
            check(isType(host, CHARACTER_DEVICE), path, "is not a character device");
        case "BlockDevice" -> check(isType(host, BLOCK_DEVICE), path, "is not a block device");
        default -> throw new VolumeFailure(type + " is an invalid volume type");
      }
      return host;
    } catch (IOException e) {
      throw new VolumeFailure("hostPath " + path + ": " + e, e);
    }
  }

  private static void createDirectory(Path host) throws IOException {
    if (!Files.exists(host)) {
      Files.createDirectories(
          host, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    check(Files.isDirectory(host), host.toString(), "is not a directory");
  }

  private static void createFile(Path host) throws IOException {
    if (!Files.exists(host)) {
      Files.createFile(host);
    }
    check(Files.isRegularFile(host), host.toString(), "is not a file");
  }

  private static boolean isType(Path host, int type) throws IOException {
    return Files.exists(host)
        && (((Integer) Files.getAttribute(host, "unix:mode")) & TYPE_MASK) == type;
  }

  private static void check(boolean good, String path, String what) {
    if (!good) {
      throw new VolumeFailure("hostPath type check failed: " + path + " " + what);
    }
  }
}
