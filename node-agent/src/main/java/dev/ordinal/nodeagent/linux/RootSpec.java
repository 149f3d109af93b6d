package dev.ordinal.nodeagent.linux;

import java.nio.file.Path;
import java.util.List;

/**
 * What a container's root is built from.
 *
 * @param directory the container's own directory; {@code root}, {@code up} and {@code work} are
 *     made in it
 * @param etc the node's copy of {@code /etc}
 * @param shm the pod's shared memory, a mounted tmpfs
 * @param namespaces pins of the pod's network, UTS and IPC namespaces
 * @param files what the image lays over the root
 * @param mounts volumes and files, in order
 * @param workingDir made where it is missing
 * @param program the first word to run, searched in {@code searchPath} unless it has a slash
 */
public record RootSpec(
    Path directory,
    Path etc,
    Path shm,
    List<Path> namespaces,
    List<RootFile> files,
    List<Mount> mounts,
    boolean readOnly,
    String workingDir,
    String program,
    String searchPath) {

  /** Copies the lists. */
  public RootSpec {
    namespaces = List.copyOf(namespaces);
    files = List.copyOf(files);
    mounts = List.copyOf(mounts);
  }

  /** Where the root is put together. */
  Path root() {
    return directory.resolve("root");
  }

  /**
   * A directory or file of the host shown in the root.
   *
   * @param subPath resolved without leaving the source; empty for the source itself
   */
  public record Mount(Path source, String subPath, String target, boolean readOnly) {}
}
