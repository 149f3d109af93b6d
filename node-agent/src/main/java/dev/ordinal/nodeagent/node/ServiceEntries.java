package dev.ordinal.nodeagent.node;

import dev.ordinal.nodeagent.runtime.ServiceEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a node offers for each service, from services and endpoint slices. Pure. */
final class ServiceEntries {

  private static final Duration DEFAULT_AFFINITY = Duration.ofHours(3);

  private ServiceEntries() {}

  /**
   * The entries of all services with a cluster address.
   *
   * @param slices by {@code namespace/service}
   */
  static List<ServiceEntry> of(
      Collection<Service> services, Map<String, List<EndpointSlice>> slices, String nodeName) {
    List<ServiceEntry> entries = new ArrayList<>();
    for (Service service : services) {
      String address = service.getSpec().getClusterIP();
      if (address == null || address.isEmpty() || address.equals("None")) {
        continue;
      }
      String key = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
      for (ServicePort port : service.getSpec().getPorts()) {
        entries.add(
            entry(service, key, address, port, slices.getOrDefault(key, List.of()), nodeName));
      }
    }
    return entries;
  }

  private static ServiceEntry entry(
      Service service,
      String key,
      String address,
      ServicePort port,
      List<EndpointSlice> slices,
      String nodeName) {
    boolean localOnly = "Local".equals(service.getSpec().getInternalTrafficPolicy());
    Predicate<Endpoint> reachable =
        endpoint -> !localOnly || nodeName.equals(endpoint.getNodeName());
    List<ServiceEntry.Backend> ready =
        backends(slices, port, reachable.and(ServiceEntries::isReady));
    // Rather a pod that is going than none.
    List<ServiceEntry.Backend> backends =
        ready.isEmpty() ? backends(slices, port, reachable.and(ServiceEntries::isServing)) : ready;
    String name = port.getName() == null ? "" : port.getName();
    return new ServiceEntry(
        key + ":" + name,
        address,
        port.getPort(),
        protocol(port.getProtocol()),
        backends,
        affinity(service));
  }

  private static List<ServiceEntry.Backend> backends(
      List<EndpointSlice> slices, ServicePort port, Predicate<Endpoint> wanted) {
    Set<ServiceEntry.Backend> backends = new LinkedHashSet<>();
    for (EndpointSlice slice : slices) {
      for (EndpointPort candidate : slice.getPorts()) {
        if (!isPort(candidate, port)) {
          continue;
        }
        slice.getEndpoints().stream()
            .filter(wanted)
            .filter(endpoint -> !endpoint.getAddresses().isEmpty())
            .forEach(
                endpoint ->
                    backends.add(
                        new ServiceEntry.Backend(
                            endpoint.getAddresses().getFirst(), candidate.getPort())));
      }
    }
    return List.copyOf(backends);
  }

  private static boolean isPort(EndpointPort candidate, ServicePort port) {
    return candidate.getPort() != null
        && Objects.requireNonNullElse(candidate.getName(), "")
            .equals(Objects.requireNonNullElse(port.getName(), ""))
        && protocol(candidate.getProtocol()).equals(protocol(port.getProtocol()));
  }

  private static boolean isReady(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  private static boolean isServing(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    return conditions != null
        && Boolean.TRUE.equals(conditions.getServing())
        && Boolean.TRUE.equals(conditions.getTerminating());
  }

  private static Duration affinity(Service service) {
    if (!"ClientIP".equals(service.getSpec().getSessionAffinity())) {
      return Duration.ZERO;
    }
    var config = service.getSpec().getSessionAffinityConfig();
    Integer seconds =
        config == null || config.getClientIP() == null
            ? null
            : config.getClientIP().getTimeoutSeconds();
    return seconds == null ? DEFAULT_AFFINITY : Duration.ofSeconds(seconds);
  }

  private static String protocol(@Nullable String protocol) {
    return protocol == null ? "TCP" : protocol;
  }
}
