package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.ClusterState;
import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the pod requests must be free on the node, its place among the node's pods included. */
final class NodeResourcesFit implements NodeFilter {
  @Override
  public Verdict check(PodFacts pod, NodeState node, ClusterState cluster) {
    List<String> reasons = new ArrayList<>();
    boolean everFits = true;
    if (node.allocatable().amounts().containsKey("pods")
        && node.pods().size() + 1 > node.allocatable().amount("pods")) {
      reasons.add("Too many pods");
    }
    for (var request : new TreeMap<>(pod.requests().amounts()).entrySet()) {
      String name = request.getKey();
      long offered = node.allocatable().amount(name);
      if (request.getValue() > 0 && request.getValue() > offered - node.requested().amount(name)) {
        reasons.add("Insufficient " + name);
        everFits &= request.getValue() <= offered;
      }
    }
    return reasons.isEmpty() ? Verdict.FITS : new Verdict(reasons, everFits);
  }
}
