package dev.ordinal.cluster.local;

import java.util.List;

/**
 * What {@code ordinal status} tells.
 *
 * @param apiServer URL; empty where the cluster was never started
 * @param dns host and port
 */
public record ClusterStatus(
    String name, String apiServer, String kubeconfig, String dns, List<Component> components) {

  /** Copies the list. */
  public ClusterStatus {
    components = List.copyOf(components);
  }

  /**
   * One process.
   *
   * @param pid 0 where it does not run
   * @param state {@code running} or {@code stopped}
   * @param since RFC 3339; empty where it does not run
   */
  public record Component(String name, long pid, String state, String since) {

    /** Whether it runs. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isRunning() {
      return pid != 0;
    }
  }
}
