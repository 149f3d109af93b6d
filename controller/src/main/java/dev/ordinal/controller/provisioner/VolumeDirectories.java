package dev.ordinal.controller.provisioner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directories behind volumes, one for each handle, all directly under one root. */
final class VolumeDirectories {
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path root;

  VolumeDirectories(Path root) {
    this.root = root;
  }

  /** Makes the directory, open to every user; again without effect. */
  void create(String handle) {
    Path directory = path(handle);
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory " + directory + ": " + e, e);
    }
  }

  /** Removes the directory with all that is in it, following no link; again without effect. */
  void delete(String handle) {
    Path directory = path(handle);
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(directory, new Removal());
    } catch (NoSuchFileException alreadyGone) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the directory " + directory + ": " + e, e);
    }
  }

  /** The place of a handle; a handle that could lead elsewhere is refused. */
  Path path(String handle) {
    if (!HANDLE.matcher(handle).matches()) {
      throw new IllegalArgumentException("not a volume of this provisioner: \"" + handle + "\"");
    }
    return root.resolve(handle);
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
