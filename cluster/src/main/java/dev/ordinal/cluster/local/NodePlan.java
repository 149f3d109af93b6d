package dev.ordinal.cluster.local;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A node's name and addresses, by its number from 1.
 *
 * @param address in-cluster address of the node
 * @param podCidr the addresses its pods get
 */
record NodePlan(String name, String address, String podCidr) {

  static List<NodePlan> of(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> new NodePlan("node-" + n, "172.30.0." + (n + 1), "10.244." + n + ".0/24"))
        .toList();
  }
}
