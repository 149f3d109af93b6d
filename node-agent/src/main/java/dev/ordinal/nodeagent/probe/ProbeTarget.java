package dev.ordinal.nodeagent.probe;

import dev.ordinal.nodeagent.runtime.ContainerId;
import io.fabric8.kubernetes.api.model.Container;

/** The run of a container that is asked, and the pod's address. */
public record ProbeTarget(ContainerId id, Container container, String podIp) {}
