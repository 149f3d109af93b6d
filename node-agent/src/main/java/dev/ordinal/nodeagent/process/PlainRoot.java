package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.image.CatalogueImage;
import dev.ordinal.nodeagent.linux.RootFile;
import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import dev.ordinal.nodeagent.supervised.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The directory that stands for a container's root: the image's files and a link per mount. */
final class PlainRoot {

  /** The users of the host are the users. */
  private static final Set<String> HOSTS_OWN =
      Set.of("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/nsswitch.conf");

  private static final String PATHS = "paths";

  private final Path root;
  private final List<String> paths = new ArrayList<>();

  PlainRoot(Path root) {
    this.root = root;
  }

  /** Lays the image's files, with the variables of its texts filled in. */
  void lay(CatalogueImage image, UnaryOperator<String> expansion) throws IOException {
    Files.createDirectories(root.resolve("tmp"));
    for (RootFile file : image.files()) {
      if (HOSTS_OWN.contains(file.path())) {
        continue;
      }
      Path at = inside(file.path());
      switch (file.kind()) {
        case DIRECTORY -> Files.createDirectories(at);
        case LINK -> {
          Files.createDirectories(at.getParent());
          Files.createSymbolicLink(at, Path.of(expansion.apply(file.content())));
        }
        case BYTES -> {
          Files.createDirectories(at.getParent());
          Files.write(at, file.bytes());
        }
        case FILE -> {
          Files.createDirectories(at.getParent());
          Files.writeString(at, expansion.apply(file.content()));
          Files.setAttribute(at, "unix:mode", file.mode());
        }
      }
      paths.add(file.path());
    }
  }

  /** Links a mount to its place; what the image has there gives way. */
  void mount(ContainerSpec.Mount mount) throws IOException {
    Path at = inside(mount.target());
    refuseInsideOther(at, mount.target());
    Path source = mount.source().toRealPath();
    Path wanted = mount.subPath().isEmpty() ? source : source.resolve(mount.subPath());
    if (!Files.exists(wanted, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(wanted);
    }
    Path real = wanted.toRealPath();
    if (!real.startsWith(source)) {
      throw new IOException("subPath " + mount.subPath() + " leads out of its volume");
    }
    Files.createDirectories(at.getParent());
    Records.deleteTree(at);
    Files.createSymbolicLink(at, real);
    paths.add(mount.target());
  }

  private void refuseInsideOther(Path at, String target) {
    Path above = root;
    for (Path name : root.relativize(at)) {
      if (Files.isSymbolicLink(above)) {
        throw new RuntimeFailure(
            "CreateContainerError",
            "mount %s lies inside another mount: not possible with --isolation=process"
                .formatted(target));
      }
      above = above.resolve(name);
    }
  }

  /** A working directory, made where it is missing. */
  Path workingDir(String path) throws IOException {
    Path at = path.isEmpty() || path.equals("/") ? root : inside(path);
    return Files.isDirectory(at) ? at : Files.createDirectories(at);
  }

  /** The programs of the image come before the host's. */
  String searchPath(String path) {
    List<String> places = new ArrayList<>();
    for (String place : path.split(":")) {
      if (place.startsWith("/") && Files.isDirectory(inside(place))) {
        places.add(inside(place).toString());
      }
    }
    places.add(path);
    return String.join(":", places);
  }

  private Path inside(String path) {
    Path at = root.resolve(path.substring(path.startsWith("/") ? 1 : 0)).normalize();
    if (!at.startsWith(root) || at.equals(root)) {
      throw new RuntimeFailure(
          "CreateContainerError", path + " is not possible with --isolation=process");
    }
    return at;
  }

  /** Leads to everything that was laid and mounted; also after the agent's restart. */
  PathTranslation translation() throws IOException {
    Files.write(root.resolveSibling(PATHS), paths);
    return new PathTranslation(root, paths);
  }

  /** The translation of a container that was started before. */
  static PathTranslation translationOf(Path container) {
    try {
      return new PathTranslation(
          container.resolve("root"), Files.readAllLines(container.resolve(PATHS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
