package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.container.Pods;
import dev.ordinal.nodeagent.runtime.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a pod asks for and does not get where pods are plain processes. */
final class IsolationLimits {

  private static final int LONGEST_EVENT = 1024;

  private IsolationLimits() {}

  /** One warning that names each thing; empty where pods have namespaces. */
  static String of(Pod pod, String address, Capabilities capabilities) {
    if (!capabilities.isolation().equals("process")) {
      return "";
    }
    List<String> limits = new ArrayList<>();
    List<VolumeMount> wanted =
        containers(pod)
            .flatMap(container -> container.getVolumeMounts().stream())
            .filter(mount -> !mount.getMountPath().startsWith("/var/run/secrets/kubernetes.io/"))
            .toList();
    List<String> mounts = wanted.stream().map(VolumeMount::getMountPath).distinct().toList();
    if (!mounts.isEmpty()) {
      limits.add(
          "mounts: %s only below $ORDINAL_ROOT; the path is led there in commands and environment, not inside programs"
              .formatted(String.join(", ", mounts)));
    }
    if (wanted.stream().anyMatch(mount -> Boolean.TRUE.equals(mount.getReadOnly()))) {
      limits.add("readOnly mounts are writable");
    }
    limits.addAll(asked(pod));
    limits.addAll(capabilities.missing());
    String message =
        "Pod runs as plain processes at %s (--isolation=process). Not honoured: %s"
            .formatted(address, String.join("; ", limits));
    return message.length() <= LONGEST_EVENT
        ? message
        : message.substring(0, LONGEST_EVENT - 3) + "...";
  }

  private static List<String> asked(Pod pod) {
    List<String> limits = new ArrayList<>();
    if (Pods.hostNetwork(pod)) {
      limits.add("hostNetwork: the pod has an address of its own");
    }
    if (Boolean.TRUE.equals(pod.getSpec().getShareProcessNamespace())) {
      limits.add("shareProcessNamespace");
    }
    var security = pod.getSpec().getSecurityContext();
    if (security != null && !security.getSysctls().isEmpty()) {
      limits.add("sysctls");
    }
    if ((security != null && security.getFsGroup() != null)
        || containers(pod).anyMatch(IsolationLimits::asksForRights)) {
      limits.add("securityContext: read-only root, privileged, and fsGroup");
    }
    return limits;
  }

  private static boolean asksForRights(Container container) {
    var security = container.getSecurityContext();
    return security != null
        && (Boolean.TRUE.equals(security.getReadOnlyRootFilesystem())
            || Boolean.TRUE.equals(security.getPrivileged()));
  }

  private static Stream<Container> containers(Pod pod) {
    return Stream.concat(
        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
  }
}
