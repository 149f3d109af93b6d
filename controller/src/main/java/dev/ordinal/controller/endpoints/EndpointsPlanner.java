package dev.ordinal.controller.endpoints;

import dev.ordinal.controller.model.Labels;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what has to be written so that the endpoints of a service are those of its pods. */
final class EndpointsPlanner {
  private EndpointsPlanner() {}

  /** Whether this controller keeps endpoints for the service at all. */
  static boolean isKept(Service service) {
    Map<String, String> selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && !"ExternalName".equals(service.getSpec().getType());
  }

  /**
   * The writes for a service that {@linkplain #isKept is kept}.
   *
   * @param pods pods of the service's namespace
   * @param slices the service's slices that this controller manages
   * @param endpoints the Endpoints of the service's name, if there are any
   * @param maxPerSlice the greatest number of endpoints in a slice
   */
  static List<EndpointsAction> plan(
      Service service,
      List<Pod> pods,
      List<EndpointSlice> slices,
      @Nullable Endpoints endpoints,
      int maxPerSlice) {
    Map<PortSet, List<PodEndpoint>> desired = desired(service, pods);
    List<EndpointsAction> actions =
        new ArrayList<>(new SlicePacking(service, maxPerSlice).plan(desired, slices));
    Endpoints wanted = LegacyEndpoints.of(service, desired);
    if (endpoints == null) {
      actions.add(new EndpointsAction.CreateEndpoints(wanted));
    } else if (!LegacyEndpoints.same(endpoints, wanted)) {
      actions.add(
          new EndpointsAction.UpdateEndpoints(LegacyEndpoints.replacing(endpoints, wanted)));
    }
    return actions;
  }

  /** The writes once the service is gone or no longer kept; hand-made Endpoints stay. */
  static List<EndpointsAction> cleanUp(List<EndpointSlice> slices, @Nullable Endpoints endpoints) {
    List<EndpointsAction> actions = new ArrayList<>();
    slices.forEach(slice -> actions.add(new EndpointsAction.DeleteSlice(slice)));
    if (endpoints != null && LegacyEndpoints.isManaged(endpoints)) {
      actions.add(new EndpointsAction.DeleteEndpoints(endpoints));
    }
    return actions;
  }

  /** The service's pods with an address, by their ports, in the order of their names. */
  private static Map<PortSet, List<PodEndpoint>> desired(Service service, List<Pod> pods) {
    Map<PortSet, List<PodEndpoint>> desired = new LinkedHashMap<>();
    pods.stream()
        .filter(pod -> Labels.matches(service.getSpec().getSelector(), Labels.of(pod)))
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .forEach(
            pod ->
                PodEndpoint.of(service, pod)
                    .ifPresent(
                        endpoint ->
                            desired
                                .computeIfAbsent(
                                    PortSet.of(service, pod), ports -> new ArrayList<>())
                                .add(endpoint)));
    return desired;
  }

  /** Whether a service has no cluster address. */
  static boolean isHeadless(Service service) {
    String address = Objects.requireNonNullElse(service.getSpec().getClusterIP(), "");
    return address.isEmpty() || address.equals("None");
  }
}
