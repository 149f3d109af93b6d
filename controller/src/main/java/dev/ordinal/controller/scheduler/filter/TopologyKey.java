package dev.ordinal.controller.scheduler.filter;

import dev.ordinal.controller.scheduler.state.NodeState;

/** Topology domains: nodes with the same value of a label. */
final class TopologyKey {
  private TopologyKey() {}

  /** Whether two nodes are in one domain of the key; a node without the label is in none. */
  static boolean same(String key, NodeState one, NodeState other) {
    return one.hasLabel(key) && other.hasLabel(key) && one.label(key).equals(other.label(key));
  }
}
