package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.Poller;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds the containers that an earlier agent left, running or ended. */
final class Adoption {

  private final Places places;
  private final Poller poller;
  private final Consumer<ContainerState> onExit;

  Adoption(Places places, Poller poller, Consumer<ContainerState> onExit) {
    this.places = places;
    this.poller = poller;
    this.onExit = onExit;
  }

  /** Takes over each container with a record; what began without one is ended and forgotten. */
  void adoptAll(BiConsumer<ContainerId, RunningContainer> found) throws IOException {
    for (Path sandbox : Records.list(places.sandboxes())) {
      for (Path container : Records.list(sandbox.resolve("containers"))) {
        for (Path attempt : Records.list(container)) {
          ContainerId id =
              new ContainerId(
                  sandbox.getFileName().toString(),
                  container.getFileName().toString(),
                  Integer.parseInt(attempt.getFileName().toString()));
          Optional<RunningContainer> adopted = adopt(id, attempt);
          if (adopted.isPresent()) {
            found.accept(id, adopted.get());
          } else {
            HalfStarted.discard(attempt);
          }
        }
      }
    }
  }

  private Optional<RunningContainer> adopt(ContainerId id, Path directory) throws IOException {
    Optional<Records.Container> record =
        Records.read(directory.resolve("container.json"), Records.Container.class);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    RunningContainer container = new RunningContainer(id, record.get(), directory);
    Optional<Records.End> end = Records.read(directory.resolve("end.json"), Records.End.class);
    if (end.isPresent()) {
      container.supervisor().acknowledge();
      container.rememberEnd(end.get());
    } else {
      container.open(poller);
      container.watch(poller, onExit);
    }
    return Optional.of(container);
  }
}
