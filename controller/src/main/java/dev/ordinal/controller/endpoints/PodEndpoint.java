package dev.ordinal.controller.endpoints;

import dev.ordinal.controller.model.Pods;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod as an endpoint of a service.
 *
 * @param hostname the name it has under the service's name in DNS, empty for none
 * @param node empty for none
 */
record PodEndpoint(
    String address,
    boolean ready,
    boolean serving,
    boolean terminating,
    String hostname,
    String node,
    PodName pod) {

  /** Which pod is meant. */
  record PodName(String namespace, String name, String uid) {
    ObjectReference reference() {
      ObjectReference reference = new ObjectReference();
      reference.setKind("Pod");
      reference.setNamespace(namespace);
      reference.setName(name);
      reference.setUid(uid);
      return reference;
    }
  }

  /** The endpoint of a pod; none while it has no address and none once it has ended. */
  static Optional<PodEndpoint> of(Service service, Pod pod) {
    PodStatus status = pod.getStatus();
    if (Pods.isTerminal(pod) || status == null || orEmpty(status.getPodIP()).isEmpty()) {
      return Optional.empty();
    }
    boolean serving = Pods.isReady(pod);
    boolean terminating = Pods.isTerminating(pod);
    boolean published = publishesNotReady(service);
    return Optional.of(
        new PodEndpoint(
            status.getPodIP(),
            published || (serving && !terminating),
            serving,
            terminating,
            hostname(service, pod),
            Pods.nodeName(pod),
            new PodName(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid())));
  }

  static boolean publishesNotReady(Service service) {
    return Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
  }

  private static String hostname(Service service, Pod pod) {
    boolean named = Objects.equals(service.getMetadata().getName(), pod.getSpec().getSubdomain());
    return named ? orEmpty(pod.getSpec().getHostname()) : "";
  }

  /** Reads an endpoint of a slice back. */
  static PodEndpoint of(Endpoint endpoint) {
    EndpointConditions conditions =
        Objects.requireNonNullElseGet(endpoint.getConditions(), EndpointConditions::new);
    ObjectReference target =
        Objects.requireNonNullElseGet(endpoint.getTargetRef(), ObjectReference::new);
    return new PodEndpoint(
        endpoint.getAddresses().isEmpty() ? "" : endpoint.getAddresses().getFirst(),
        !Boolean.FALSE.equals(conditions.getReady()),
        Boolean.TRUE.equals(conditions.getServing()),
        Boolean.TRUE.equals(conditions.getTerminating()),
        orEmpty(endpoint.getHostname()),
        orEmpty(endpoint.getNodeName()),
        new PodName(
            orEmpty(target.getNamespace()), orEmpty(target.getName()), orEmpty(target.getUid())));
  }

  Endpoint toEndpoint() {
    return new EndpointBuilder()
        .withAddresses(address)
        .withConditions(new EndpointConditions(ready, serving, terminating))
        .withHostname(orNull(hostname))
        .withNodeName(orNull(node))
        .withTargetRef(pod.reference())
        .build();
  }

  EndpointAddress toAddress() {
    return new EndpointAddressBuilder()
        .withIp(address)
        .withHostname(orNull(hostname))
        .withNodeName(orNull(node))
        .withTargetRef(pod.reference())
        .build();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
