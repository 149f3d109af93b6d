package dev.ordinal.controller.scheduler.state;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One version of a pod with what scheduling asks of it, computed once.
 *
 * @param requests what its node must have free for it
 * @param ports the ports it takes on its node
 */
public record PodFacts(Pod pod, Resources requests, List<HostPort> ports) {
  /** The facts of a pod. */
  public static PodFacts of(Pod pod) {
    return new PodFacts(pod, Resources.requestedBy(pod), ports(pod));
  }

  public String uid() {
    return pod.getMetadata().getUid();
  }

  public String namespace() {
    return pod.getMetadata().getNamespace();
  }

  public String name() {
    return pod.getMetadata().getName();
  }

  /** The pod's priority; 0 where admission has set none. */
  public int priority() {
    return Objects.requireNonNullElse(pod.getSpec().getPriority(), 0);
  }

  private static List<HostPort> ports(Pod pod) {
    boolean onHost = Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
    return Stream.concat(pod.getSpec().getContainers().stream(), Pods.sidecars(pod))
        .flatMap((Container container) -> container.getPorts().stream())
        .map(port -> hostPort(port, onHost))
        .filter(port -> port.port() > 0)
        .toList();
  }

  private static HostPort hostPort(ContainerPort port, boolean onHost) {
    Integer number = port.getHostPort();
    if (number == null && onHost) {
      number = port.getContainerPort();
    }
    String address = port.getHostIP();
    return new HostPort(
        address == null || address.isEmpty() ? HostPort.ANY : address,
        Objects.requireNonNullElse(port.getProtocol(), "TCP"),
        Objects.requireNonNullElse(number, 0));
  }
}
