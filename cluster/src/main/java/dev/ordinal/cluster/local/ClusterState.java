package dev.ordinal.cluster.local;

import dev.ordinal.cluster.process.Holder;

/**
 * What was decided when the cluster was first started and holds for its life.
 *
 * @param apiPort of the API server on the loopback; 0 until it has been chosen
 * @param dnsPort of the DNS server on the loopback; 0 until it has been chosen
 * @param mapping how ids of the pods' files stand for the user's
 */
record ClusterState(
    String name, int nodes, int apiPort, int dnsPort, Isolation isolation, Holder.Mapping mapping) {

  ClusterState withPorts(int api, int dns) {
    return new ClusterState(name, nodes, api, dns, isolation, mapping);
  }

  ClusterState withNodes(int count) {
    return new ClusterState(name, count, apiPort, dnsPort, isolation, mapping);
  }
}
