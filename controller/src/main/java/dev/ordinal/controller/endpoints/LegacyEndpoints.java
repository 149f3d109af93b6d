package dev.ordinal.controller.endpoints;

import dev.ordinal.controller.model.Labels;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The older form, one object for a service: at most a thousand addresses. */
final class LegacyEndpoints {
  private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
  private static final String MANAGER = "endpoint-controller";
  private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";
  private static final int CAPACITY = 1000;

  private LegacyEndpoints() {}

  static Endpoints of(Service service, Map<PortSet, List<PodEndpoint>> desired) {
    boolean published = PodEndpoint.publishesNotReady(service);
    List<EndpointSubset> subsets = new ArrayList<>();
    int room = CAPACITY;
    boolean truncated = false;
    for (var entry : desired.entrySet()) {
      List<PodEndpoint> all =
          entry.getValue().stream()
              .filter(endpoint -> published || !endpoint.terminating())
              .sorted(Comparator.comparing(PodEndpoint::ready).reversed())
              .toList();
      List<PodEndpoint> some = all.subList(0, Math.min(room, all.size()));
      truncated |= some.size() < all.size();
      room -= some.size();
      if (!some.isEmpty() && (!entry.getKey().ports().isEmpty() || hasNoPorts(service))) {
        subsets.add(subset(entry.getKey(), some));
      }
    }
    return new EndpointsBuilder()
        .withNewMetadata()
        .withName(service.getMetadata().getName())
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(labels(service))
        .withAnnotations(truncated ? Map.of(OVER_CAPACITY, "truncated") : null)
        .endMetadata()
        .withSubsets(subsets)
        .build();
  }

  private static boolean hasNoPorts(Service service) {
    return service.getSpec().getPorts().isEmpty();
  }

  private static EndpointSubset subset(PortSet ports, List<PodEndpoint> endpoints) {
    return new EndpointSubsetBuilder()
        .withAddresses(addresses(endpoints, true))
        .withNotReadyAddresses(addresses(endpoints, false))
        .withPorts(ports.ports().stream().map(PortSet.Port::toSubsetPort).toList())
        .build();
  }

  private static List<EndpointAddress> addresses(List<PodEndpoint> endpoints, boolean ready) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.ready() == ready)
        .sorted(Comparator.comparing(PodEndpoint::address))
        .map(PodEndpoint::toAddress)
        .toList();
  }

  private static Map<String, String> labels(Service service) {
    Map<String, String> labels = new TreeMap<>(Labels.of(service));
    labels.remove(SlicePacking.HEADLESS);
    if (EndpointsPlanner.isHeadless(service)) {
      labels.put(SlicePacking.HEADLESS, "");
    }
    labels.put(MANAGED_BY, MANAGER);
    return labels;
  }

  static boolean isManaged(Endpoints endpoints) {
    return MANAGER.equals(Labels.of(endpoints).get(MANAGED_BY));
  }

  /** Whether two say the same; when they were written does not matter. */
  static boolean same(Endpoints one, Endpoints other) {
    return one.getSubsets().equals(other.getSubsets())
        && Labels.of(one).equals(Labels.of(other))
        && Objects.equals(overCapacity(one), overCapacity(other));
  }

  private static String overCapacity(Endpoints endpoints) {
    return Labels.annotations(endpoints).getOrDefault(OVER_CAPACITY, "");
  }

  /** The present object with the wanted content. */
  static Endpoints replacing(Endpoints present, Endpoints wanted) {
    Map<String, String> annotations = new TreeMap<>(Labels.annotations(present));
    annotations.remove(OVER_CAPACITY);
    annotations.putAll(Labels.annotations(wanted));
    return new EndpointsBuilder(present)
        .editMetadata()
        .withLabels(Labels.of(wanted))
        .withAnnotations(annotations)
        .endMetadata()
        .withSubsets(wanted.getSubsets())
        .build();
  }
}
