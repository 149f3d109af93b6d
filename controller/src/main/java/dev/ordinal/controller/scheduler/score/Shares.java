package dev.ordinal.controller.scheduler.score;

import dev.ordinal.controller.scheduler.state.NodeState;
import dev.ordinal.controller.scheduler.state.PodFacts;

/** How much of a node is spoken for; a pod that asks for nothing counts as a small one. */
final class Shares {
  private static final long SMALL_CPU = 100;
  private static final long SMALL_MEMORY = 200L << 20;

  private Shares() {}

  /** The share of a resource in use were the pod there, 0 to 1. */
  static double used(String resource, PodFacts pod, NodeState node) {
    long offered = node.allocatable().amount(resource);
    if (offered == 0) {
      return 1;
    }
    long used = request(resource, pod);
    for (PodFacts other : node.pods()) {
      used += request(resource, other);
    }
    return Math.min(1, (double) used / offered);
  }

  private static long request(String resource, PodFacts pod) {
    long request = pod.requests().amount(resource);
    long small = resource.equals("cpu") ? SMALL_CPU : SMALL_MEMORY;
    return request == 0 ? small : request;
  }
}
