package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** The host ports that the pod asks for must be free on the node. */
final class NodePorts implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    boolean taken =
        pod.ports().stream()
            .anyMatch(
                wanted ->
                    node.pods().stream()
                        .flatMap(other -> other.ports().stream())
                        .anyMatch(wanted::collidesWith));
    return taken
        ? Verdict.occupied("node(s) didn't have free ports for the requested pod ports")
        : Verdict.FITS;
  }
}
