package dev.ordinal.nodeagent.node;

import dev.ordinal.nodeagent.runtime.Image;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The node's object: what it is made from, and its conditions in upstream's words. Pure. */
final class NodeObjects {

  private static final int MAX_IMAGES = 50;

  private NodeObjects() {}

  static Node node(NodeIdentity identity, NodeStatus status) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(identity.name())
        .withLabels(labels(identity.name()))
        .addToAnnotations("volumes.kubernetes.io/controller-managed-attach-detach", "true")
        .endMetadata()
        .withNewSpec()
        .withPodCIDR(identity.podCidr())
        .withPodCIDRs(identity.podCidr())
        .endSpec()
        .withStatus(status)
        .build();
  }

  static Map<String, String> labels(String name) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("beta.kubernetes.io/arch", Machine.architecture());
    labels.put("beta.kubernetes.io/os", "linux");
    labels.put("kubernetes.io/arch", Machine.architecture());
    labels.put("kubernetes.io/hostname", name);
    labels.put("kubernetes.io/os", "linux");
    return labels;
  }

  /** The status without its heartbeat times, those come when it is written. */
  static NodeStatus status(
      NodeIdentity identity, Machine machine, List<Image> images, boolean shuttingDown) {
    return new NodeStatusBuilder()
        .withCapacity(machine.capacity())
        .withAllocatable(machine.capacity())
        .withConditions(conditions(shuttingDown))
        .withAddresses(
            address("InternalIP", identity.internalIp()), address("Hostname", "127.0.0.1"))
        .withNewDaemonEndpoints()
        .withNewKubeletEndpoint(identity.kubeletPort())
        .endDaemonEndpoints()
        .withNodeInfo(machine.systemInfo())
        .withImages(images.stream().limit(MAX_IMAGES).map(NodeObjects::image).toList())
        .build();
  }

  private static NodeAddress address(String type, String address) {
    return new NodeAddress(address, type);
  }

  private static ContainerImage image(Image image) {
    List<String> names = new ArrayList<>();
    String reference = image.reference();
    int tag = reference.lastIndexOf(':');
    String name = tag > reference.lastIndexOf('/') ? reference.substring(0, tag) : reference;
    names.add(name + "@" + image.id());
    names.add(reference);
    return new ContainerImage(names, image.sizeBytes());
  }

  static List<NodeCondition> conditions(boolean shuttingDown) {
    return List.of(
        condition(
            "MemoryPressure",
            "False",
            "KubeletHasSufficientMemory",
            "kubelet has sufficient memory available"),
        condition(
            "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        condition(
            "PIDPressure",
            "False",
            "KubeletHasSufficientPID",
            "kubelet has sufficient PID available"),
        shuttingDown
            ? condition("Ready", "False", "KubeletNotReady", "node is shutting down")
            : condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"));
  }

  private static NodeCondition condition(
      String type, String status, String reason, String message) {
    return new NodeConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }
}
