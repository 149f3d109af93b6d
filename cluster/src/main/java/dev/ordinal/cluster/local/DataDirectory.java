package dev.ordinal.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where each thing lies in a cluster's data directory; in one file, so that nobody else joins
 * paths.
 */
public record DataDirectory(Path root) {

  /** Makes the path absolute. */
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  void create() throws IOException {
    if (!Files.isDirectory(root)) {
      Files.createDirectories(root.resolve("..").normalize());
      Files.createDirectory(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    for (Path directory : List.of(run(), logs(), kubeconfigs(), volumes(), nodes())) {
      Files.createDirectories(directory);
    }
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return root.resolve("kubeconfig");
  }

  Path state() {
    return root.resolve("cluster.json");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path pki() {
    return root.resolve("pki");
  }

  Path run() {
    return root.resolve("run");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** What a component printed. */
  public Path log(String component) {
    return logs().resolve(component + ".log");
  }

  Path record(String component) {
    return run().resolve(component + ".json");
  }

  Path address(String component) {
    return run().resolve(component + ".address");
  }

  Path kubeconfigs() {
    return root.resolve("kubeconfigs");
  }

  Path kubeconfig(String identity) {
    return kubeconfigs().resolve(identity);
  }

  Path store() {
    return root.resolve("store");
  }

  Path volumes() {
    return root.resolve("volumes");
  }

  Path nodes() {
    return root.resolve("nodes");
  }

  Path node(String name) {
    return nodes().resolve(name);
  }
}
