package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.step.PodContext;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as its worker saw it last, for other threads.
 *
 * @param terminal whether nothing of it runs any more
 */
public record PodView(Pod pod, Map<String, Runs> containers, boolean terminal) {

  /**
   * The runs of a container.
   *
   * @param current the latest, running or ended
   */
  public record Runs(
      Optional<ContainerId> current,
      Optional<ContainerId> previous,
      boolean running,
      boolean stdin,
      boolean tty,
      String waitingReason) {}

  /** Copies the map, in order. */
  public PodView {
    containers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(containers));
  }

  static PodView of(PodContext context) {
    Map<String, Runs> runs = new LinkedHashMap<>();
    for (ContainerRecord record : context.containers()) {
      runs.put(
          record.name(),
          new Runs(
              record.current().map(ContainerState::id),
              record.previous().map(ContainerState::id),
              record.isRunning(),
              Boolean.TRUE.equals(record.spec().getStdin()),
              Boolean.TRUE.equals(record.spec().getTty()),
              record.waiting().map(why -> why.reason()).orElse(PodPhase.idle(context).reason())));
    }
    return new PodView(context.pod(), runs, PodPhase.of(context).isTerminal());
  }
}
