package dev.ordinal.nodeagent.container;

/**
 * Where a pod runs.
 *
 * @param podIp empty as long as it has none
 */
public record PodAddress(String nodeName, String hostIp, String podIp) {}
