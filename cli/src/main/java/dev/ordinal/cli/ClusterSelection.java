package dev.ordinal.cli;

import dev.ordinal.cluster.local.ClusterOptions;
import dev.ordinal.cluster.local.LocalCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which every command finds its cluster. */
final class ClusterSelection {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "name of the cluster (default: default)")
  private String name = ClusterOptions.DEFAULT_NAME;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where everything of the cluster lies (default: ~/.ordinal/NAME)")
  private @Nullable Path dataDirectory;

  String name() {
    return name;
  }

  Path dataDirectory() {
    return Optional.ofNullable(dataDirectory)
        .orElseGet(() -> ClusterOptions.defaultDirectory(name));
  }

  /** What a command needs to find this cluster again, with a space in front; empty by default. */
  String flags() {
    String named = ClusterOptions.DEFAULT_NAME.equals(name) ? "" : " --name " + name;
    return dataDirectory == null ? named : named + " --data-dir " + dataDirectory;
  }

  LocalCluster open() {
    return new LocalCluster(ClusterOptions.of(name, dataDirectory()));
  }
}
