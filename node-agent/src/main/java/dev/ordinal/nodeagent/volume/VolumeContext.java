package dev.ordinal.nodeagent.volume;

import dev.ordinal.nodeagent.api.ClusterApi;
import dev.ordinal.nodeagent.container.PodAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the volumes of one pod are made from.
 *
 * @param podDirectory the pod's own directory on this node
 * @param volumesDirectory where the cluster's directory volumes live
 * @param allocatable what the node can give, for resource fields
 */
public record VolumeContext(
    ClusterApi api,
    Pod pod,
    PodAddress address,
    Path podDirectory,
    Path volumesDirectory,
    Map<String, Quantity> allocatable) {

  String namespace() {
    return pod.getMetadata().getNamespace();
  }

  /** The place of one volume, as upstream's kubelet lays them out. */
  Path place(String plugin, String volume) {
    return podDirectory.resolve("volumes").resolve("kubernetes.io~" + plugin).resolve(volume);
  }
}
