package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cluster of processes in a data directory: the door to starting, stopping and looking at it.
 *
 * <p>Threads: for one thread at a time; commands of other processes are kept off by a lock on the
 * directory.
 */
public final class LocalCluster {

  private final ClusterOptions options;
  private final DataDirectory directory;
  private final ComponentProcesses processes;

  /** Names a cluster; nothing is read or written yet. */
  public LocalCluster(ClusterOptions options) {
    this.options = options;
    this.directory = new DataDirectory(options.dataDirectory());
    this.processes = new ComponentProcesses(directory, JavaLauncher.ofThisProcess());
  }

  /**
   * Starts what is missing and returns when the API is ready, every node is Ready and DNS answers.
   *
   * @throws ClusterException with a sentence for the user; what this call had started is ended
   *     again
   */
  public ClusterStatus up(Progress progress)
      throws IOException, InterruptedException, ClusterException {
    directory.create();
    Preflight.space(directory);
    try (DirectoryLock _ = DirectoryLock.take(directory)) {
      new Starter(options, directory, processes, progress).start();
    }
    return status();
  }

  /**
   * Stops everything: containers get a SIGTERM and the grace period, then every process ends; the
   * data stays.
   *
   * @return whether anything ran
   */
  public boolean down(Duration grace, Progress progress)
      throws IOException, InterruptedException, ClusterException {
    if (!Files.exists(directory.state())) {
      return false;
    }
    try (DirectoryLock _ = DirectoryLock.take(directory)) {
      return new Stopper(directory, processes, progress).stop(components(), grace);
    }
  }

  /** Stops everything and deletes all objects, volumes and logs; ports and credentials stay. */
  public void reset(Progress progress) throws IOException, InterruptedException, ClusterException {
    down(Duration.ZERO, progress);
    if (!Files.exists(directory.state())) {
      return;
    }
    try (DirectoryLock _ = DirectoryLock.take(directory)) {
      for (Path path :
          List.of(directory.store(), directory.volumes(), directory.nodes(), directory.logs())) {
        Trees.delete(path);
      }
      progress.done("objects, volumes and logs are deleted");
    }
  }

  /** What runs now. */
  public ClusterStatus status() throws IOException {
    Optional<ClusterState> state = Json.read(directory.state(), ClusterState.class);
    if (state.isEmpty()) {
      return new ClusterStatus(
          options.name(), "", directory.kubeconfig().toString(), "", List.of());
    }
    List<ClusterStatus.Component> told = new ArrayList<>();
    for (String name : componentNames()) {
      Optional<ComponentRecord> record = processes.running(name);
      told.add(
          record
              .map(r -> new ClusterStatus.Component(name, r.process().pid(), "running", r.since()))
              .orElseGet(() -> new ClusterStatus.Component(name, 0, "stopped", "")));
    }
    return new ClusterStatus(
        state.get().name(),
        "https://127.0.0.1:" + state.get().apiPort(),
        directory.kubeconfig().toString(),
        "127.0.0.1:" + state.get().dnsPort(),
        told);
  }

  /** The names of the components, in the order of starting. */
  public List<String> componentNames() throws IOException {
    return components().stream().map(Component::name).toList();
  }

  /** The file a component prints to. */
  public Path log(String component) {
    return directory.log(component);
  }

  private List<Component> components() throws IOException {
    Optional<ClusterState> state = Json.read(directory.state(), ClusterState.class);
    return state.isEmpty()
        ? List.of()
        : new Components(
                directory, state.get(), new dev.ordinal.cluster.pki.ClusterPki(directory.pki()))
            .all();
  }
}
