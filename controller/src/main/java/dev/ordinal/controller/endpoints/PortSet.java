package dev.ordinal.controller.endpoints;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ports of a service on a pod; pods whose named ports differ have different sets. */
record PortSet(List<Port> ports) {
  /** One port; the application protocol is empty for none. */
  record Port(String name, String protocol, int number, String appProtocol) {
    static Port of(EndpointPort port) {
      return new Port(
          orEmpty(port.getName()),
          Objects.requireNonNullElse(port.getProtocol(), "TCP"),
          Objects.requireNonNullElse(port.getPort(), 0),
          orEmpty(port.getAppProtocol()));
    }

    EndpointPort toSlicePort() {
      return new EndpointPort(appProtocol.isEmpty() ? null : appProtocol, name, number, protocol);
    }

    io.fabric8.kubernetes.api.model.EndpointPort toSubsetPort() {
      return new io.fabric8.kubernetes.api.model.EndpointPort(
          appProtocol.isEmpty() ? null : appProtocol,
          name.isEmpty() ? null : name,
          number,
          protocol);
    }
  }

  /** The service's ports on a pod; a named port that the pod does not have is left out. */
  static PortSet of(Service service, Pod pod) {
    return new PortSet(
        service.getSpec().getPorts().stream().flatMap(port -> of(port, pod).stream()).toList());
  }

  static PortSet of(List<EndpointPort> ports) {
    return new PortSet(ports.stream().map(Port::of).toList());
  }

  private static Optional<Port> of(ServicePort port, Pod pod) {
    String protocol = Objects.requireNonNullElse(port.getProtocol(), "TCP");
    return number(port, protocol, pod)
        .map(n -> new Port(orEmpty(port.getName()), protocol, n, orEmpty(port.getAppProtocol())));
  }

  private static Optional<Integer> number(ServicePort port, String protocol, Pod pod) {
    IntOrString target = port.getTargetPort();
    if (target == null || (target.getIntVal() != null && target.getIntVal() == 0)) {
      return Optional.of(port.getPort());
    }
    if (target.getIntVal() != null) {
      return Optional.of(target.getIntVal());
    }
    return Pods.running(pod).stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(candidate -> target.getStrVal().equals(candidate.getName()))
        .filter(
            candidate ->
                protocol.equals(Objects.requireNonNullElse(candidate.getProtocol(), "TCP")))
        .map(candidate -> candidate.getContainerPort())
        .findFirst();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
