package dev.ordinal.controller.endpoints;

import dev.ordinal.controller.model.Labels;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Distributes endpoints over slices: who has a place keeps it, the freed places are filled, what
 * remains gets new slices, empty slices go. A service without any endpoint keeps one empty slice.
 */
final class SlicePacking {
  static final String SERVICE_NAME = "kubernetes.io/service-name";
  static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  static final String MANAGER = "endpointslice-controller.k8s.io";
  static final String HEADLESS = "service.kubernetes.io/headless";

  private final Service service;
  private final int maxPerSlice;
  private final List<EndpointsAction> actions = new ArrayList<>();

  SlicePacking(Service service, int maxPerSlice) {
    this.service = service;
    this.maxPerSlice = maxPerSlice;
  }

  List<EndpointsAction> plan(Map<PortSet, List<PodEndpoint>> desired, List<EndpointSlice> slices) {
    Map<PortSet, List<EndpointSlice>> present = new LinkedHashMap<>();
    List<EndpointSlice> foreign = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      PortSet ports = PortSet.of(slice.getPorts());
      if (desired.containsKey(ports)) {
        present.computeIfAbsent(ports, p -> new ArrayList<>()).add(slice);
      } else {
        foreign.add(slice);
      }
    }
    desired.forEach((ports, wanted) -> pack(ports, wanted, present.getOrDefault(ports, List.of())));
    if (desired.isEmpty()) {
      keepEmpty(foreign);
    } else {
      foreign.forEach(slice -> actions.add(new EndpointsAction.DeleteSlice(slice)));
    }
    return actions;
  }

  private void keepEmpty(List<EndpointSlice> slices) {
    PortSet none = new PortSet(List.of());
    if (slices.isEmpty()) {
      actions.add(new EndpointsAction.CreateSlice(create(none, List.of())));
      return;
    }
    replace(slices.getFirst(), none, List.of());
    slices.stream().skip(1).forEach(s -> actions.add(new EndpointsAction.DeleteSlice(s)));
  }

  private void pack(PortSet ports, List<PodEndpoint> wanted, List<EndpointSlice> slices) {
    Map<String, PodEndpoint> homeless = new LinkedHashMap<>();
    wanted.forEach(endpoint -> homeless.put(key(endpoint), endpoint));
    List<List<PodEndpoint>> kept = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      List<PodEndpoint> stay = new ArrayList<>();
      for (var endpoint : slice.getEndpoints()) {
        PodEndpoint now = homeless.remove(key(PodEndpoint.of(endpoint)));
        if (now != null) {
          stay.add(now);
        }
      }
      kept.add(stay);
    }
    Deque<PodEndpoint> rest = new ArrayDeque<>(homeless.values());
    for (int i = 0; i < slices.size(); i++) {
      List<PodEndpoint> content = kept.get(i);
      while (!rest.isEmpty() && content.size() < maxPerSlice) {
        content.add(rest.removeFirst());
      }
      if (content.isEmpty()) {
        actions.add(new EndpointsAction.DeleteSlice(slices.get(i)));
      } else {
        replace(slices.get(i), ports, content);
      }
    }
    while (!rest.isEmpty()) {
      List<PodEndpoint> content = new ArrayList<>();
      while (!rest.isEmpty() && content.size() < maxPerSlice) {
        content.add(rest.removeFirst());
      }
      actions.add(new EndpointsAction.CreateSlice(create(ports, content)));
    }
  }

  private static String key(PodEndpoint endpoint) {
    return endpoint.pod().uid() + "/" + endpoint.address();
  }

  private void replace(EndpointSlice slice, PortSet ports, List<PodEndpoint> content) {
    List<PodEndpoint> before = slice.getEndpoints().stream().map(PodEndpoint::of).toList();
    boolean same =
        before.equals(content)
            && PortSet.of(slice.getPorts()).equals(ports)
            && Labels.of(slice).equals(labels());
    if (!same) {
      actions.add(
          new EndpointsAction.UpdateSlice(
              new EndpointSliceBuilder(slice)
                  .editMetadata()
                  .withLabels(labels())
                  .endMetadata()
                  .withPorts(ports.ports().stream().map(PortSet.Port::toSlicePort).toList())
                  .withEndpoints(content.stream().map(PodEndpoint::toEndpoint).toList())
                  .build()));
    }
  }

  private EndpointSlice create(PortSet ports, List<PodEndpoint> content) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withGenerateName(service.getMetadata().getName() + "-")
        .withNamespace(service.getMetadata().getNamespace())
        .withLabels(labels())
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .endMetadata()
        .withAddressType(addressType())
        .withPorts(ports.ports().stream().map(PortSet.Port::toSlicePort).toList())
        .withEndpoints(content.stream().map(PodEndpoint::toEndpoint).toList())
        .build();
  }

  private String addressType() {
    List<String> families = service.getSpec().getIpFamilies();
    return families.contains("IPv6") && !families.contains("IPv4") ? "IPv6" : "IPv4";
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>(Labels.of(service));
    labels.remove(HEADLESS);
    if (EndpointsPlanner.isHeadless(service)) {
      labels.put(HEADLESS, "");
    }
    labels.put(SERVICE_NAME, service.getMetadata().getName());
    labels.put(MANAGED_BY, MANAGER);
    return new TreeMap<>(labels);
  }
}
