package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.ContainerKind;
import dev.ordinal.nodeagent.container.ContainerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the processes of a pod: its containers together, then its sidecars in reverse order, all
 * within one grace period. Belongs to the pod's worker.
 */
public final class Termination {

  private static final Duration LEAST_FOR_SIDECARS = Duration.ofSeconds(2);

  private final PodContext context;
  private @Nullable Instant deadline;

  /** For one pod. */
  public Termination(PodContext context) {
    this.context = context;
  }

  /**
   * Does what can be done now; every container's end calls for another go. A shorter grace period
   * than before takes effect.
   *
   * @return whether no process is left
   */
  public boolean advance(Duration grace) {
    context.stopProbes();
    boolean shortened = setDeadline(context.now().plus(grace));
    List<ContainerRecord> main =
        context.containers().stream()
            .filter(record -> record.kind() != ContainerKind.SIDECAR && record.isRunning())
            .toList();
    for (ContainerRecord record : main) {
      if (!record.stopping || shortened) {
        stop(record, remaining());
      }
    }
    if (!main.isEmpty()) {
      return false;
    }
    for (ContainerRecord sidecar : context.containers(ContainerKind.SIDECAR).reversed()) {
      if (sidecar.isRunning()) {
        if (!sidecar.stopping || shortened) {
          Duration left = remaining();
          stop(sidecar, left.compareTo(LEAST_FOR_SIDECARS) > 0 ? left : LEAST_FOR_SIDECARS);
        }
        return false;
      }
    }
    return true;
  }

  /** Whether the new deadline is earlier than one that was set. */
  private boolean setDeadline(Instant wanted) {
    if (deadline == null) {
      deadline = wanted;
      return false;
    }
    // Later calls pass the same period again, counted from later: only a real cut counts.
    if (wanted.isBefore(deadline.minusMillis(500))) {
      deadline = wanted;
      return true;
    }
    return false;
  }

  private Duration remaining() {
    Duration left = Duration.between(context.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void stop(ContainerRecord record, Duration grace) {
    ContainerStopper.stop(context, record, grace, "Stopping container " + record.name());
  }
}
