package dev.ordinal.nodeagent.network;

import dev.ordinal.nodeagent.runtime.ServiceEntry;
import dev.ordinal.nodeagent.runtime.ServiceEntry.Backend;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** In which order a service's backends are tried for a client. */
final class BackendChoice {

  private record Sticky(Backend backend, long until) {}

  private final Map<InetAddress, Sticky> affinity = new ConcurrentHashMap<>();
  private volatile ServiceEntry entry;

  BackendChoice(ServiceEntry entry) {
    this.entry = entry;
  }

  void update(ServiceEntry changed) {
    entry = changed;
  }

  ServiceEntry entry() {
    return entry;
  }

  /** All backends, at random, the client's own first. */
  List<Backend> order(InetAddress client) {
    ServiceEntry current = entry;
    List<Backend> order = new ArrayList<>(current.backends());
    Collections.shuffle(order, ThreadLocalRandom.current());
    Sticky sticky = affinity.get(client);
    if (sticky != null
        && sticky.until() - System.nanoTime() > 0
        && order.remove(sticky.backend())) {
      order.addFirst(sticky.backend());
    }
    return order;
  }

  /** Notes who served a client. */
  void served(InetAddress client, Backend backend) {
    if (!entry.affinity().isZero()) {
      affinity.put(client, new Sticky(backend, System.nanoTime() + entry.affinity().toNanos()));
    }
  }
}
