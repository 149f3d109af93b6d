package dev.ordinal.controller.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** States of a pod that several controllers ask for. */
public final class Pods {
  private Pods() {}

  /** Whether the pod has ended for good: Succeeded or Failed. */
  public static boolean isTerminal(Pod pod) {
    String phase = phase(pod);
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** Whether the pod is being deleted. */
  public static boolean isTerminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether the condition Ready is True. */
  public static boolean isReady(Pod pod) {
    return condition(pod, "Ready").map(c -> "True".equals(c.getStatus())).orElse(false);
  }

  /** Whether a node has been chosen. */
  public static boolean isScheduled(Pod pod) {
    return !nodeName(pod).isEmpty();
  }

  /** The node's name, empty when none has been chosen. */
  public static String nodeName(Pod pod) {
    String name = pod.getSpec().getNodeName();
    return name == null ? "" : name;
  }

  /** The phase, Pending when there is no status yet. */
  public static String phase(Pod pod) {
    PodStatus status = pod.getStatus();
    return status == null || status.getPhase() == null ? "Pending" : status.getPhase();
  }

  /** The condition of a type. */
  public static Optional<PodCondition> condition(Pod pod, String type) {
    PodStatus status = pod.getStatus();
    return status == null
        ? Optional.empty()
        : status.getConditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  /** The init containers that run on beside the others (restart policy Always). */
  public static Stream<Container> sidecars(Pod pod) {
    return pod.getSpec().getInitContainers().stream().filter(Pods::isSidecar);
  }

  /** Whether an init container runs on beside the others. */
  public static boolean isSidecar(Container initContainer) {
    return "Always".equals(initContainer.getRestartPolicy());
  }

  /** The containers that run while the pod runs, sidecars included. */
  public static List<Container> running(Pod pod) {
    return Stream.concat(sidecars(pod), pod.getSpec().getContainers().stream()).toList();
  }

  /** The names of the claims that the pod's volumes use, those of ephemeral volumes included. */
  public static List<String> claimNames(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .flatMap(
            volume -> {
              if (volume.getPersistentVolumeClaim() != null) {
                return Stream.of(volume.getPersistentVolumeClaim().getClaimName());
              }
              return volume.getEphemeral() == null
                  ? Stream.empty()
                  : Stream.of(pod.getMetadata().getName() + "-" + volume.getName());
            })
        .distinct()
        .toList();
  }
}
