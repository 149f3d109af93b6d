package dev.ordinal.nodeagent.runtime;

import java.time.Instant;
import java.util.List;

/**
 * A sandbox as it is now.
 *
 * @param ip the pod's address; the node's with host network; empty once the sandbox is stopped
 * @param running whether its namespaces still exist (they do not after a machine restart)
 */
public record SandboxState(
    String podUid,
    String namespace,
    String name,
    String ip,
    boolean running,
    Instant createdAt,
    List<ContainerState> containers) {

  /** Copies the list. */
  public SandboxState {
    containers = List.copyOf(containers);
  }
}
