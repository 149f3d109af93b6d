package dev.ordinal.nodeagent.node;

/**
 * Who the node is in the cluster.
 *
 * @param internalIp its address in the cluster
 * @param podCidr the range of its pods' addresses
 * @param kubeletPort where its kubelet interface listens on the loopback; 0 when it has none
 */
public record NodeIdentity(String name, String internalIp, String podCidr, int kubeletPort) {}
