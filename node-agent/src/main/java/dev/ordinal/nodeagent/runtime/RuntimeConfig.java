package dev.ordinal.nodeagent.runtime;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a runtime keeps its things, and its place in the cluster's network.
 *
 * @param rootDir the node's own directory; the runtime uses {@code sandboxes}, {@code ns}, {@code
 *     images} and {@code network} in it, {@code pods} is the agent logic's
 * @param sharedDir what the nodes of one cluster on this machine share ({@code <data-dir>/run}):
 *     the network that links them
 * @param nodeAddress {@code 172.30.0.N}
 * @param podRange {@code 10.244.N.0/24}
 * @param apiServer where the API server listens on the machine's loopback
 * @param apiRelay the in-cluster address that leads to it ({@code 172.30.255.1:6443})
 * @param dnsServer where the DNS server listens on the machine's loopback; empty: none
 * @param dnsRelay the in-cluster address that leads to it, on {@code 53} UDP and TCP
 * @param catalogueDir the user's own image entries, which come before the shipped ones
 */
public record RuntimeConfig(
    String nodeName,
    Path rootDir,
    Path sharedDir,
    String nodeAddress,
    String podRange,
    String clusterRange,
    InetSocketAddress apiServer,
    InetSocketAddress apiRelay,
    Optional<InetSocketAddress> dnsServer,
    String dnsRelay,
    Optional<Path> catalogueDir) {}
