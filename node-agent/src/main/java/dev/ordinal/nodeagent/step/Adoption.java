package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.runtime.SandboxState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds what an earlier agent knew of a pod, from the runtime's records and the API's status.
 */
public final class Adoption {

  /** What stands before a run's id in the status. */
  public static final String SCHEME = "ordinal://";

  private Adoption() {}

  /** Fills a fresh context. */
  public static void adopt(PodContext context, @Nullable SandboxState sandbox) {
    if (sandbox != null) {
      context.sandbox(sandbox);
      sandbox.containers().stream()
          .sorted(Comparator.comparingInt(state -> state.id().attempt()))
          .forEach(state -> adopt(context, sandbox, state));
    }
    PodStatus status = context.pod().getStatus();
    if (status == null) {
      return;
    }
    if (status.getStartTime() != null) {
      context.startTime = Instant.parse(status.getStartTime());
    }
    List<ContainerStatus> statuses = new ArrayList<>(status.getInitContainerStatuses());
    statuses.addAll(status.getContainerStatuses());
    statuses.addAll(status.getEphemeralContainerStatuses());
    for (ContainerStatus known : statuses) {
      context.container(known.getName()).ifPresent(record -> adopt(context, record, known));
    }
    if (context.hasSandbox()) {
      Instant createdAt = context.sandbox().orElseThrow().createdAt();
      for (ContainerRecord record : context.containers()) {
        record.outdated =
            record.current().filter(run -> run.startedAt().isBefore(createdAt)).isPresent()
                && !record.isRunning()
                && SandboxStep.runsAgain(context, record);
      }
    }
  }

  private static void adopt(PodContext context, SandboxState sandbox, ContainerState state) {
    Optional<ContainerRecord> record = context.container(state.id().container());
    if (record.isEmpty()) {
      return;
    }
    record.get().dropPrevious().ifPresent(context.node().runtime()::removeContainer);
    boolean lost = !sandbox.running() && state.exit().isEmpty();
    record.get().startedAs(lost ? ended(state, context.now()) : state);
  }

  private static ContainerState ended(ContainerState state, Instant now) {
    return new ContainerState(
        state.id(),
        state.imageReference(),
        state.imageId(),
        state.runtimeId(),
        0,
        state.startedAt(),
        Optional.of(
            new ContainerState.Exit(
                137,
                "ContainerStatusUnknown",
                "The container could not be located when the pod was terminated",
                now)));
  }

  private static void adopt(PodContext context, ContainerRecord record, ContainerStatus known) {
    boolean ranBefore = known.getContainerID() != null && !known.getContainerID().isEmpty();
    int restarts = known.getRestartCount() == null ? 0 : known.getRestartCount();
    if (record.current().isEmpty() && ranBefore) {
      terminated(known).ifPresent(end -> record.startedAs(remembered(context, known, end)));
    }
    if (ranBefore) {
      record.nextAttemptAtLeast(restarts + 1);
    }
    boolean sameRun =
        record
            .current()
            .map(run -> SCHEME + run.runtimeId())
            .filter(id -> id.equals(known.getContainerID()))
            .isPresent();
    if (sameRun && record.isRunning()) {
      record.started = Boolean.TRUE.equals(known.getStarted());
      record.ready = Boolean.TRUE.equals(known.getReady());
    }
  }

  private static Optional<ContainerStateTerminated> terminated(ContainerStatus known) {
    return Optional.ofNullable(known.getState())
        .map(io.fabric8.kubernetes.api.model.ContainerState::getTerminated);
  }

  /** A run of which only the API's status is left. */
  private static ContainerState remembered(
      PodContext context, ContainerStatus known, ContainerStateTerminated end) {
    int restarts = known.getRestartCount() == null ? 0 : known.getRestartCount();
    return new ContainerState(
        new ContainerId(context.uid(), known.getName(), restarts),
        known.getImage(),
        known.getImageID(),
        known.getContainerID().replace(SCHEME, ""),
        0,
        time(end.getStartedAt(), context.now()),
        Optional.of(
            new ContainerState.Exit(
                end.getExitCode(),
                end.getReason() == null ? "Error" : end.getReason(),
                end.getMessage() == null ? "" : end.getMessage(),
                time(end.getFinishedAt(), context.now()))));
  }

  private static Instant time(@Nullable String text, Instant otherwise) {
    return text == null || text.isEmpty() ? otherwise : Instant.parse(text);
  }
}
