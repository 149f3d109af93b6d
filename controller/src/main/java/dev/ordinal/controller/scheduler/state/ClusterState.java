package dev.ordinal.controller.scheduler.state;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that one scheduling decision looks at.
 *
 * @param nodes in the order of their names
 * @param namespaces the labels of each namespace, by name
 */
public record ClusterState(
    List<NodeState> nodes, VolumeState volumes, Map<String, Map<String, String>> namespaces) {

  /** The pods on all nodes. */
  public Stream<PodFacts> pods() {
    return nodes.stream().flatMap(node -> node.pods().stream());
  }
}
