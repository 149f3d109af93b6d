package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@code down}: a shutdown of the nodes, then of everything else, until nothing of the
 * cluster is left.
 */
final class Stopper {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DataDirectory directory;
  private final ComponentProcesses processes;
  private final Progress progress;

  Stopper(DataDirectory directory, ComponentProcesses processes, Progress progress) {
    this.directory = directory;
    this.processes = processes;
    this.progress = progress;
  }

  boolean stop(List<Component> components, Duration grace)
      throws IOException, InterruptedException {
    boolean anyRan = processes.running(Starter.HOLDER).isPresent();
    for (Component component : components) {
      anyRan |= processes.running(component.name()).isPresent();
    }
    List<String> agents =
        components.stream()
            .map(Component::name)
            .filter(
                name ->
                    !List.of(Components.API_SERVER, Components.CONTROLLER, Components.DNS)
                        .contains(name))
            .toList();
    // Controllers first: pods that end now are not to be replaced. Nobody waits for another's last
    // work, the writing of a class archive at its first end above all.
    processes.terminate(Components.CONTROLLER);
    for (String agent : agents) {
      // A plain SIGTERM lets pods live on, for an agent that is replaced; this file asks for the
      // node's shutdown.
      Files.createDirectories(directory.node(agent));
      Files.writeString(
          directory.node(agent).resolve("shutdown"), Long.toString(grace.toSeconds()));
    }
    for (String agent : agents) {
      processes.terminate(agent);
    }
    for (String agent : agents) {
      processes.stop(agent, grace.plus(PATIENCE));
      Files.deleteIfExists(directory.node(agent).resolve("shutdown"));
    }
    if (anyRan) {
      progress.done("the nodes are stopped");
    }
    processes.terminate(Components.DNS);
    processes.terminate(Components.API_SERVER);
    for (String component : List.of(Components.CONTROLLER, Components.DNS, Components.API_SERVER)) {
      processes.stop(component, PATIENCE);
    }
    Optional<String> userNamespace =
        processes
            .running(Starter.HOLDER)
            .map(record -> Holder.userNamespace(record.process()))
            .filter(ns -> !ns.isEmpty());
    LeftOvers.end(directory, userNamespace);
    processes.stop(Starter.HOLDER, PATIENCE);
    if (anyRan) {
      progress.done("everything is stopped");
    }
    return anyRan;
  }
}
