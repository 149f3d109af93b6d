package dev.ordinal.cluster.local;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person asks for.
 *
 * @param nodes empty means what the cluster has, or two for a new one
 * @param apiPort empty means what the cluster has, or any free port for a new one
 * @param dnsPort likewise
 * @param isolation likewise, or namespaces
 */
public record ClusterOptions(
    String name,
    Path dataDirectory,
    Optional<Integer> nodes,
    Optional<Integer> apiPort,
    Optional<Integer> dnsPort,
    Optional<Isolation> isolation) {

  /** The name of the cluster where none is given. */
  public static final String DEFAULT_NAME = "default";

  /** Where a cluster of a name lies unless told otherwise. */
  public static Path defaultDirectory(String name) {
    return Path.of(System.getProperty("user.home"), ".ordinal", name);
  }

  /** A cluster by name, everything else as it is or by default. */
  public static ClusterOptions of(String name, Path dataDirectory) {
    return new ClusterOptions(
        name,
        dataDirectory,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The context in the kubeconfig. */
  public String context() {
    return name.equals(DEFAULT_NAME) ? "ordinal" : "ordinal-" + name;
  }
}
