package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.runtime.RuntimeConfig;

/** Which part of the loopback a node's pods get: one of its own for each node of each cluster. */
final class LoopbackRange {

  private static final int CLUSTERS = 254;

  private LoopbackRange() {}

  /** {@code 127.NODE.CLUSTER.0/24}, always the same for a node's directory. */
  static String of(RuntimeConfig config) {
    String node = config.podRange().split("\\.")[2];
    int cluster =
        Math.floorMod(config.sharedDir().toAbsolutePath().normalize().hashCode(), CLUSTERS) + 1;
    return "127." + node + "." + cluster + ".0/24";
  }
}
