package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of a root before anything is mounted: its directories, and the upper directories of the
 * overlays with all mount points that the host's directories lack.
 *
 * <p>A mount point made in the upper directory <em>before</em> the overlay is mounted exists
 * without any right to write to the host's directory.
 */
final class RootLayout {

  private static final List<String> LIBRARY_NAMES =
      List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
  private static final List<String> DIRECTORIES =
      List.of(
          ".old",
          "dev",
          "etc",
          "home",
          "media",
          "mnt",
          "opt",
          "proc",
          "root",
          "run",
          "run/lock",
          "srv",
          "sys",
          "tmp",
          "usr",
          "var",
          "var/backups",
          "var/cache",
          "var/lib",
          "var/local",
          "var/log",
          "var/mail",
          "var/opt",
          "var/spool",
          "var/tmp");

  /** Directories of an ordinary user's own, so that a pod may add to what is the host's. */
  private static final List<String> WRITABLE =
      List.of(
          "usr/bin",
          "usr/sbin",
          "usr/lib",
          "usr/share",
          "usr/local",
          "usr/local/bin",
          "usr/local/sbin",
          "usr/local/etc",
          "usr/local/lib",
          "usr/local/share");

  private final RootSpec spec;
  private final List<String> overlays = new ArrayList<>(List.of("usr", "etc"));

  RootLayout(RootSpec spec) {
    this.spec = spec;
  }

  /** Names of the host's directories to be shown through overlays. */
  List<String> overlays() {
    return overlays;
  }

  /** Where an overlay reads from: the host, but for {@code /etc} the node's copy. */
  Path lower(String name) {
    return name.equals("etc") ? spec.etc() : Path.of("/", name);
  }

  void write() throws IOException {
    Path root = spec.root();
    for (String directory : DIRECTORIES) {
      Files.createDirectories(root.resolve(directory));
    }
    linkLibraries(root);
    Files.createSymbolicLink(root.resolve("var/run"), Path.of("/run"));
    Files.createSymbolicLink(root.resolve("var/lock"), Path.of("/run/lock"));
    setMode(root.resolve("root"), 0700);
    for (String open : List.of("tmp", "var/tmp", "run/lock")) {
      setSticky(root.resolve(open));
    }
    for (String name : overlays) {
      Files.createDirectories(root.resolve(name));
      Files.createDirectories(spec.directory().resolve("up").resolve(name));
      Files.createDirectories(spec.directory().resolve("work").resolve(name));
    }
    for (String directory : WRITABLE) {
      Files.createDirectories(spec.directory().resolve("up").resolve(directory));
    }
    for (RootFile file : spec.files()) {
      lay(file);
    }
    for (RootSpec.Mount mount : spec.mounts()) {
      mountPoint(mount);
    }
  }

  private void linkLibraries(Path root) throws IOException {
    for (String name : LIBRARY_NAMES) {
      Path host = Path.of("/", name);
      if (Files.isSymbolicLink(host)) {
        Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(host));
      } else if (Files.isDirectory(host)) {
        overlays.add(name);
      }
    }
  }

  private void lay(RootFile file) throws IOException {
    Path path = place(file.path());
    makeParent(path);
    switch (file.kind()) {
      case DIRECTORY -> {
        Files.createDirectories(path);
        if ((file.mode() & 01000) != 0) {
          setSticky(path);
        } else {
          setMode(path, file.mode());
        }
      }
      case FILE, BYTES -> {
        Files.write(path, file.bytes());
        setMode(path, file.mode());
      }
      case LINK -> {
        Files.deleteIfExists(path);
        Files.createSymbolicLink(path, Path.of(file.content()));
      }
    }
  }

  /** Where a path of the container is written to before the overlays are mounted. */
  private Path place(String path) {
    Path relative = Path.of("/").relativize(Path.of(path).normalize());
    Path first = Path.of("/").resolve(relative.getName(0));
    if (LIBRARY_NAMES.contains(relative.getName(0).toString()) && Files.isSymbolicLink(first)) {
      return place("/usr/" + relative);
    }
    return overlays.contains(relative.getName(0).toString())
        ? spec.directory().resolve("up").resolve(relative)
        : spec.root().resolve(relative);
  }

  private void mountPoint(RootSpec.Mount mount) throws IOException {
    Path target = Path.of(mount.target()).normalize();
    if (target.getNameCount() < 2 || !overlays.contains(target.getName(0).toString())) {
      return; // made later, where links can be followed inside the root
    }
    if (leadsThroughLink(target)) {
      return;
    }
    Path place = place(target.toString());
    makeParent(place);
    boolean directory = mount.subPath().isEmpty() && Files.isDirectory(mount.source());
    if (directory || (!mount.subPath().isEmpty() && isDirectory(mount))) {
      Files.createDirectories(place);
    } else if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(place);
    }
  }

  private static boolean isDirectory(RootSpec.Mount mount) {
    Path path = mount.source().resolve(mount.subPath());
    return Files.isDirectory(path) || !Files.exists(path);
  }

  private boolean leadsThroughLink(Path target) {
    Path lower = lower(target.getName(0).toString());
    for (int i = 1; i < target.getNameCount(); i++) {
      lower = lower.resolve(target.getName(i));
      if (Files.isSymbolicLink(lower)) {
        return true;
      }
    }
    return false;
  }

  private static void makeParent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  private static void setMode(Path path, int mode) throws IOException {
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> set = java.util.EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(all[i]);
      }
    }
    Files.setPosixFilePermissions(path, set);
  }

  private static void setSticky(Path path) throws IOException {
    Files.setAttribute(path, "unix:mode", 01777);
  }
}
