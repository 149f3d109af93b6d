package dev.ordinal.nodeagent.runtime;

import java.util.Map;

/**
 * What a pod's namespaces are made from.
 *
 * @param hostname the UTS name, already cut to 63 characters
 * @param hostNetwork share the node's network instead of having an own address
 * @param shareProcesses one PID namespace for all containers
 * @param sysctls namespaced kernel settings to write
 */
public record SandboxSpec(
    String podUid,
    String namespace,
    String name,
    String hostname,
    boolean hostNetwork,
    boolean shareProcesses,
    Map<String, String> sysctls) {

  /** Copies the map. */
  public SandboxSpec {
    sysctls = Map.copyOf(sysctls);
  }
}
