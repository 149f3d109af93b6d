package dev.ordinal.nodeagent.runtime;

import java.time.Duration;
import java.util.List;

/**
 * One port of a service with a cluster address, and who answers there now.
 *
 * @param service {@code namespace/name:port}, for messages
 * @param address the cluster address
 * @param protocol {@code TCP} or {@code UDP}
 * @param backends the ready endpoints; empty means connections are refused
 * @param affinity how long a client's address keeps its backend; zero means no affinity
 */
public record ServiceEntry(
    String service,
    String address,
    int port,
    String protocol,
    List<Backend> backends,
    Duration affinity) {

  /** Copies the list. */
  public ServiceEntry {
    backends = List.copyOf(backends);
  }

  /** One endpoint's address. */
  public record Backend(String address, int port) {}
}
