package dev.ordinal.nodeagent;

import dev.ordinal.client.KubeConfig;
import dev.ordinal.nodeagent.node.NodeIdentity;
import dev.ordinal.nodeagent.server.KubeletServerConfig;
import dev.ordinal.nodeagent.step.DnsSettings;
import java.nio.file.Path;

/**
 * What one agent is started with.
 *
 * @param node its port is ignored: the server's counts
 * @param rootDir the node's own directory
 * @param volumesDir where the cluster's directory volumes live
 */
public record NodeAgentConfig(
    KubeConfig cluster,
    NodeIdentity node,
    Path rootDir,
    Path volumesDir,
    DnsSettings dns,
    KubeletServerConfig server) {}
