package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.Pods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this node can take the pod at all: for pods that came without the scheduler. */
final class AdmissionStep implements PodStep {

  private static final String REJECTED = "Pod was rejected: ";

  @Override
  public StepResult start(PodContext context) {
    boolean admitted = context.startTime != null;
    Optional<Node> node = context.node().api().node();
    if (admitted || node.isEmpty()) {
      markStarted(context);
      return StepResult.DONE;
    }
    List<Pod> others =
        context.node().activePods().get().stream()
            .filter(other -> !other.getMetadata().getUid().equals(context.uid()))
            .toList();
    StepResult result = check(context.pod(), node.get(), others);
    markStarted(context);
    return result;
  }

  private static void markStarted(PodContext context) {
    if (context.startTime == null) {
      context.startTime = context.now();
    }
  }

  static StepResult check(Pod pod, Node node, List<Pod> others) {
    if (!NodeAffinityMatch.matches(pod, node)) {
      return new StepResult.Refuse(
          "NodeAffinity",
          REJECTED
              + "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector");
    }
    if (hasPortConflict(pod, others)) {
      return new StepResult.Refuse(
          "NodePorts",
          REJECTED
              + "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod"
              + " ports");
    }
    for (String resource : List.of("cpu", "memory")) {
      Optional<StepResult> refusal = checkResource(pod, node, others, resource);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    return StepResult.DONE;
  }

  private static Optional<StepResult> checkResource(
      Pod pod, Node node, List<Pod> others, String resource) {
    Map<String, Quantity> allocatable =
        node.getStatus() == null ? null : node.getStatus().getAllocatable();
    BigDecimal capacity = Pods.amount(allocatable, resource);
    BigDecimal asked = requests(pod, resource);
    if (asked.signum() == 0 || capacity.signum() == 0) {
      return Optional.empty();
    }
    BigDecimal used =
        others.stream()
            .map(other -> requests(other, resource))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (used.add(asked).compareTo(capacity) <= 0) {
      return Optional.empty();
    }
    int shift = resource.equals("cpu") ? 3 : 0;
    return Optional.of(
        new StepResult.Refuse(
            "OutOf" + resource,
            REJECTED
                + "Node didn't have enough resource: "
                + resource
                + ", requested: "
                + whole(asked, shift)
                + ", used: "
                + whole(used, shift)
                + ", capacity: "
                + whole(capacity, shift)));
  }

  private static String whole(BigDecimal amount, int shift) {
    return amount.movePointRight(shift).setScale(0, RoundingMode.CEILING).toPlainString();
  }

  /** The larger of what the containers ask for together and what one init container asks for. */
  private static BigDecimal requests(Pod pod, String resource) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Container container : pod.getSpec().getContainers()) {
      sum = sum.add(request(container, resource));
    }
    BigDecimal sidecars = BigDecimal.ZERO;
    BigDecimal largestInit = BigDecimal.ZERO;
    for (Container init : pod.getSpec().getInitContainers()) {
      BigDecimal own = request(init, resource);
      if (Pods.isSidecar(init)) {
        sidecars = sidecars.add(own);
      } else {
        largestInit = largestInit.max(own.add(sidecars));
      }
    }
    return sum.add(sidecars).max(largestInit);
  }

  private static BigDecimal request(Container container, String resource) {
    var resources = container.getResources();
    return Pods.amount(resources == null ? null : resources.getRequests(), resource);
  }

  private static boolean hasPortConflict(Pod pod, List<Pod> others) {
    for (ContainerPort wanted : hostPorts(pod)) {
      for (Pod other : others) {
        if (hostPorts(other).stream().anyMatch(taken -> conflict(wanted, taken))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<ContainerPort> hostPorts(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> port.getHostPort() != null && port.getHostPort() > 0)
        .toList();
  }

  private static boolean conflict(ContainerPort a, ContainerPort b) {
    String addressA = a.getHostIP() == null || a.getHostIP().isEmpty() ? "0.0.0.0" : a.getHostIP();
    String addressB = b.getHostIP() == null || b.getHostIP().isEmpty() ? "0.0.0.0" : b.getHostIP();
    boolean sameAddress =
        addressA.equals(addressB) || addressA.equals("0.0.0.0") || addressB.equals("0.0.0.0");
    String protocolA = a.getProtocol() == null ? "TCP" : a.getProtocol();
    String protocolB = b.getProtocol() == null ? "TCP" : b.getProtocol();
    return sameAddress && protocolA.equals(protocolB) && a.getHostPort().equals(b.getHostPort());
  }
}
