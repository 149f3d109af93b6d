package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.NodeSelectors;
import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.Pod;

/** The pod's node selector and required node affinity must both choose the node. */
final class NodeAffinity implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    return chooses(pod.pod(), node.node())
        ? Verdict.FITS
        : Verdict.unsuitable("node(s) didn't match Pod's node affinity/selector");
  }

  static boolean chooses(Pod pod, Node node) {
    if (!Labels.matches(pod.getSpec().getNodeSelector(), Labels.of(node))) {
      return false;
    }
    Affinity affinity = pod.getSpec().getAffinity();
    if (affinity == null || affinity.getNodeAffinity() == null) {
      return true;
    }
    NodeSelector required =
        affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
    return required == null || NodeSelectors.matches(required, node);
  }
}
