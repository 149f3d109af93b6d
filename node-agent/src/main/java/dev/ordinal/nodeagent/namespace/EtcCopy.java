package dev.ordinal.nodeagent.namespace;

import dev.ordinal.nodeagent.supervised.Records;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A copy of the host's {@code /etc}, once per node: only what everybody on the host may read, so
 * that no key or password gets into a pod, even where the agent could read it.
 */
final class EtcCopy {

  private static final Set<String> OWN =
      Set.of("hosts", "hostname", "resolv.conf", "mtab", "fstab");

  private EtcCopy() {}

  static void ensure(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path fresh = target.resolveSibling("etc.new");
    Records.deleteTree(fresh);
    Files.createDirectories(fresh);
    copy(Path.of("/etc"), fresh);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (!isFor(directory, PosixFilePermission.OTHERS_EXECUTE)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Path place = to.resolve(from.relativize(directory));
            if (!place.equals(to)) {
              Files.createDirectory(place);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(file);
            boolean wanted = !OWN.contains(relative.toString());
            if (wanted
                && (attributes.isSymbolicLink()
                    || (attributes.isRegularFile()
                        && isFor(file, PosixFilePermission.OTHERS_READ)))) {
              Files.copy(file, to.resolve(relative), LinkOption.NOFOLLOW_LINKS);
              keepExecutable(file, to.resolve(relative), attributes);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // not for us: not for pods either
          }
        });
  }

  private static boolean isFor(Path path, PosixFilePermission permission) throws IOException {
    return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).contains(permission);
  }

  private static void keepExecutable(Path from, Path to, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isRegularFile()) {
      Files.setPosixFilePermissions(
          to,
          PosixFilePermissions.fromString(
              isFor(from, PosixFilePermission.OTHERS_EXECUTE) ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
