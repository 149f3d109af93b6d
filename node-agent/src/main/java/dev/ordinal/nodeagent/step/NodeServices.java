package dev.ordinal.nodeagent.step;

import dev.ordinal.nodeagent.api.ClusterApi;
import dev.ordinal.nodeagent.api.PodEvents;
import dev.ordinal.nodeagent.probe.Prober;
import dev.ordinal.nodeagent.runtime.PodRuntime;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the pods of one node share.
 *
 * @param nodeIp the address of the node in the cluster
 * @param rootDir the node's directory; pods have theirs in {@code pods/<uid>}
 * @param volumesDir where the cluster's directory volumes live
 * @param activePods the pods that the node has admitted and that have not ended
 */
public record NodeServices(
    String nodeName,
    String nodeIp,
    PodRuntime runtime,
    ClusterApi api,
    PodEvents events,
    Prober prober,
    Clock clock,
    Path rootDir,
    Path volumesDir,
    DnsSettings dns,
    Supplier<List<Pod>> activePods) {}
