package dev.ordinal.nodeagent.linux;

import static dev.ordinal.nodeagent.linux.MountCalls.MS_NODEV;
import static dev.ordinal.nodeagent.linux.MountCalls.MS_NOEXEC;
import static dev.ordinal.nodeagent.linux.MountCalls.MS_NOSUID;
import static dev.ordinal.nodeagent.linux.MountCalls.MS_PRIVATE;
import static dev.ordinal.nodeagent.linux.MountCalls.MS_RDONLY;
import static dev.ordinal.nodeagent.linux.MountCalls.MS_REC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The mounts of one container's root, made in a new mount namespace of the calling thread; the last
 * step leaves the thread with that root.
 */
final class RootBuilder {

  private static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty");
  private static final long DIRECTORY_FLAGS = Fd.O_PATH;

  private final RootSpec spec;
  private final RootLayout layout;
  private final Path root;

  RootBuilder(RootSpec spec) {
    this.spec = spec;
    this.layout = new RootLayout(spec);
    this.root = spec.root();
  }

  /** Everything that needs no namespace; runs on any thread. */
  void prepare() throws IOException {
    layout.write();
  }

  /** Mounts everything and exchanges the root, in this order. */
  void mountAll() throws IOException {
    Namespaces.enter(spec.namespaces());
    NamespaceCalls.unshare(NamespaceCalls.CLONE_NEWNS);
    MountCalls.mount("none", Path.of("/"), "", MS_REC | MS_PRIVATE, "");
    MountCalls.bind(root, root);
    for (String name : layout.overlays()) {
      overlay(name);
    }
    devices();
    sysfs();
    javaHome();
    try (Fd rootFd = Fd.open(root, (int) DIRECTORY_FLAGS)) {
      for (RootSpec.Mount mount : spec.mounts()) {
        volume(rootFd, mount);
      }
      MountPoints.open(rootFd, spec.workingDir(), true).close();
      ProgramSearch.require(rootFd, spec.program(), spec.searchPath(), spec.workingDir());
    }
    if (spec.readOnly()) {
      readOnly();
    }
    exchange();
  }

  private void overlay(String name) {
    Path directory = spec.directory();
    MountCalls.mount(
        "overlay",
        root.resolve(name),
        "overlay",
        0,
        "userxattr,lowerdir=%s,upperdir=%s,workdir=%s"
            .formatted(
                layout.lower(name),
                directory.resolve("up").resolve(name),
                directory.resolve("work").resolve(name)));
  }

  private void devices() throws IOException {
    Path dev = root.resolve("dev");
    MountCalls.mount("tmpfs", dev, "tmpfs", MS_NOSUID, "mode=755,size=64m");
    for (String device : DEVICES) {
      Files.createFile(dev.resolve(device));
      MountCalls.bind(Path.of("/dev", device), dev.resolve(device));
    }
    link(dev, "fd", "/proc/self/fd");
    link(dev, "stdin", "/proc/self/fd/0");
    link(dev, "stdout", "/proc/self/fd/1");
    link(dev, "stderr", "/proc/self/fd/2");
    link(dev, "ptmx", "pts/ptmx");
    Path pts = Files.createDirectory(dev.resolve("pts"));
    MountCalls.mount(
        "devpts", pts, "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620");
    MountCalls.bind(spec.shm(), Files.createDirectory(dev.resolve("shm")));
    Path queues = Files.createDirectory(dev.resolve("mqueue"));
    MountCalls.mount("mqueue", queues, "mqueue", MS_NOSUID | MS_NODEV | MS_NOEXEC, "");
  }

  private static void link(Path directory, String name, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  private void sysfs() {
    Path sys = root.resolve("sys");
    MountCalls.mount("sysfs", sys, "sysfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, "");
    for (String masked : List.of("firmware", "devices/virtual/powercap")) {
      if (Files.isDirectory(sys.resolve(masked), LinkOption.NOFOLLOW_LINKS)) {
        MountCalls.mount("tmpfs", sys.resolve(masked), "tmpfs", MS_RDONLY, "size=0");
      }
    }
  }

  /** Stand-ins run on the agent's own JDK; one outside {@code /usr} is shown where it is. */
  private void javaHome() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    if (!home.startsWith("/usr")) {
      volumeAt(home, root.resolve(Path.of("/").relativize(home)));
    }
  }

  private static void volumeAt(Path source, Path target) throws IOException {
    Files.createDirectories(target);
    try (Fd from = Fd.open(source, Fd.O_PATH);
        Fd tree = MountCalls.cloneTree(from);
        Fd to = Fd.open(target, Fd.O_PATH)) {
      MountCalls.readOnly(tree, true);
      MountCalls.attach(tree, to, source.toString());
    }
  }

  private void volume(Fd rootFd, RootSpec.Mount mount) {
    try (Fd part = part(mount);
        Fd tree = MountCalls.cloneTree(part)) {
      if (mount.readOnly()) {
        MountCalls.readOnly(tree, true);
      }
      boolean directory = Files.isDirectory(Path.of("/proc/self/fd/" + part.number()));
      try (Fd target = MountPoints.open(rootFd, mount.target(), directory)) {
        MountCalls.attach(tree, target, mount.target());
      }
    }
  }

  private static Fd part(RootSpec.Mount mount) {
    if (mount.subPath().isEmpty()) {
      return Fd.open(mount.source(), Fd.O_PATH);
    }
    try (Fd source = Fd.open(mount.source(), Fd.O_PATH)) {
      return MountPoints.open(source, mount.subPath(), true);
    }
  }

  private void readOnly() {
    for (String name : layout.overlays()) {
      setReadOnly(root.resolve(name));
    }
    setReadOnly(root);
  }

  private static void setReadOnly(Path mounted) {
    try (Fd fd = Fd.open(mounted, Fd.O_PATH)) {
      MountCalls.readOnly(fd, false);
    }
  }

  /**
   * The root is exchanged last: from here on this thread can load no class. The old root stays
   * mounted below {@code /.old} until the container's first process has mounted its {@code /proc},
   * which the kernel allows only while another one is visible.
   */
  private void exchange() {
    MountCalls.tryRemoveDirectory("/.old");
    MountCalls.chdir(root.toString());
    MountCalls.pivotRoot(".", ".old");
    MountCalls.chdir("/");
  }
}
