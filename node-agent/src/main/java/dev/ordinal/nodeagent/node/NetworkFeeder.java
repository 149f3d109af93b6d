package dev.ordinal.nodeagent.node;

import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.nodeagent.runtime.NodeNetwork;
import dev.ordinal.nodeagent.runtime.ServiceEntry;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the node's network of services and of the other nodes' pod ranges, whenever they change.
 *
 * <p>Threads: informers only note that something changed; one virtual thread computes and tells, so
 * that a burst of changes is told once.
 */
public final class NetworkFeeder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NetworkFeeder.class);
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  /** A burst of changes is gathered for so long. */
  private static final Duration GATHER = Duration.ofMillis(5);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Informer<Service> services;
  private final Informer<EndpointSlice> slices;
  private final Informer<Node> nodes;
  private final Supplier<NodeNetwork> network;
  private final String nodeName;
  private final Semaphore changes = new Semaphore(0);
  private volatile boolean closed;
  private @Nullable Thread thread;
  private List<ServiceEntry> toldServices = List.of();
  private Map<String, String> toldRoutes = Map.of();

  /**
   * For one node.
   *
   * @param services is started and closed here
   */
  public NetworkFeeder(
      KubeClient client,
      Informer<Service> services,
      Supplier<NodeNetwork> network,
      String nodeName) {
    this.services = services.handler((before, now) -> changes.release());
    this.slices =
        new Informer<>(client, Kinds.ENDPOINT_SLICES).handler((before, now) -> changes.release());
    this.nodes = new Informer<>(client, Kinds.NODES).handler((before, now) -> changes.release());
    this.network = network;
    this.nodeName = nodeName;
  }

  /** Begins to follow the cluster. */
  public void start() {
    services.start();
    slices.start();
    nodes.start();
    thread = Thread.ofVirtual().name("network-" + nodeName).start(this::run);
  }

  /** Waits until services are known. */
  public void awaitSync(Duration patience) throws InterruptedException {
    services.awaitSync(patience);
  }

  private void run() {
    try {
      services.awaitSync(Duration.ofDays(1));
      slices.awaitSync(Duration.ofDays(1));
      nodes.awaitSync(Duration.ofDays(1));
      while (!closed) {
        Thread.sleep(GATHER);
        changes.drainPermits();
        if (!tell()) {
          Thread.sleep(RETRY);
          continue;
        }
        changes.acquire();
      }
    } catch (InterruptedException e) {
      log.debug("network of {} is followed no more", nodeName);
    }
  }

  private boolean tell() {
    try {
      Map<String, String> routes = routes();
      if (!routes.equals(toldRoutes)) {
        network.get().routes(routes);
        toldRoutes = routes;
      }
      List<ServiceEntry> entries = ServiceEntries.of(services.list(), slicesByService(), nodeName);
      if (!entries.equals(toldServices)) {
        network.get().services(entries);
        toldServices = entries;
      }
      return true;
    } catch (RuntimeException e) {
      log.warn("the network of {} could not be changed, once more in {}", nodeName, RETRY, e);
      return false;
    }
  }

  private Map<String, String> routes() {
    Map<String, String> routes = new TreeMap<>();
    for (Node node : nodes.list()) {
      String range = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
      if (range == null || range.isEmpty() || node.getStatus() == null) {
        continue;
      }
      node.getStatus().getAddresses().stream()
          .filter(address -> address.getType().equals("InternalIP"))
          .findFirst()
          .ifPresent(address -> routes.put(range, address.getAddress()));
    }
    return routes;
  }

  private Map<String, List<EndpointSlice>> slicesByService() {
    Map<String, List<EndpointSlice>> byService = new HashMap<>();
    for (EndpointSlice slice : slices.list()) {
      Map<String, String> labels = slice.getMetadata().getLabels();
      String service = labels == null ? null : labels.get(SERVICE_LABEL);
      if (service != null) {
        byService
            .computeIfAbsent(
                slice.getMetadata().getNamespace() + "/" + service, key -> new ArrayList<>())
            .add(slice);
      }
    }
    return byService;
  }

  @Override
  public void close() {
    closed = true;
    services.close();
    slices.close();
    nodes.close();
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
