package dev.ordinal.nodeagent.pod;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import dev.ordinal.nodeagent.container.Waiting;
import dev.ordinal.nodeagent.runtime.ContainerState;
import dev.ordinal.nodeagent.step.Adoption;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A container's record as the status shows it. Pure. */
final class ContainerStatuses {

  private ContainerStatuses() {}

  /**
   * The status of one container.
   *
   * @param idle what to say of a container that has not run and has no other reason
   */
  static ContainerStatus of(ContainerRecord record, Waiting idle) {
    ContainerStatus status = new ContainerStatus();
    status.setName(record.name());
    status.setRestartCount(record.restartCount());
    status.setReady(isReady(record));
    status.setStarted(record.started && record.isRunning());
    Optional<ContainerState> current = record.current();
    status.setImage(current.map(ContainerState::imageReference).orElse(record.spec().getImage()));
    status.setImageID(current.map(ContainerState::imageId).orElse(""));
    current.ifPresent(run -> status.setContainerID(Adoption.SCHEME + run.runtimeId()));
    setStates(record, idle, status);
    if (current.isPresent()) {
      status.setVolumeMounts(mounts(record));
      status.setResources(record.spec().getResources());
      if (record.spec().getResources() != null
          && record.spec().getResources().getRequests() != null) {
        status.setAllocatedResources(record.spec().getResources().getRequests());
      }
    }
    return status;
  }

  private static void setStates(ContainerRecord record, Waiting idle, ContainerStatus status) {
    Optional<ContainerState> current = record.current();
    var none = new ContainerStateBuilder().build();
    status.setLastState(record.previous().map(ContainerStatuses::terminated).orElse(none));
    if (record.isRunning() && !record.postStartRunning) {
      String since = time(current.orElseThrow().startedAt());
      status.setState(new ContainerStateBuilder().withNewRunning(since).build());
      return;
    }
    Optional<Waiting> waiting = record.waiting();
    if (waiting.isPresent() || current.isEmpty() || record.isRunning()) {
      Waiting why = record.isRunning() ? Waiting.CREATING : waiting.orElse(idle);
      status.setState(waiting(why));
      if (current.isPresent() && !record.isRunning()) {
        status.setLastState(terminated(current.get()));
      }
      return;
    }
    status.setState(terminated(current.get()));
  }

  private static boolean isReady(ContainerRecord record) {
    if (record.kind() == ContainerKind.INIT) {
      return !record.outdated && record.exit().filter(exit -> exit.code() == 0).isPresent();
    }
    return record.isRunning() && record.ready && !record.postStartRunning;
  }

  private static io.fabric8.kubernetes.api.model.ContainerState waiting(Waiting why) {
    return new ContainerStateBuilder()
        .withNewWaiting(why.message().isEmpty() ? null : why.message(), why.reason())
        .build();
  }

  private static io.fabric8.kubernetes.api.model.ContainerState terminated(ContainerState run) {
    ContainerState.Exit exit = run.exit().orElseThrow();
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withContainerID(Adoption.SCHEME + run.runtimeId())
        .withExitCode(exit.code())
        .withReason(exit.reason())
        .withMessage(exit.message().isEmpty() ? null : exit.message())
        .withStartedAt(time(run.startedAt()))
        .withFinishedAt(time(exit.finishedAt()))
        .endTerminated()
        .build();
  }

  private static List<VolumeMountStatus> mounts(ContainerRecord record) {
    List<VolumeMountStatus> mounts = new ArrayList<>();
    for (VolumeMount mount : record.spec().getVolumeMounts()) {
      VolumeMountStatus status = new VolumeMountStatus();
      status.setName(mount.getName());
      status.setMountPath(mount.getMountPath());
      if (Boolean.TRUE.equals(mount.getReadOnly())) {
        status.setReadOnly(true);
        status.setRecursiveReadOnly("Disabled");
      }
      mounts.add(status);
    }
    return mounts;
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
