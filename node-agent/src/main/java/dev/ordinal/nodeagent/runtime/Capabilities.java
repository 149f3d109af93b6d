package dev.ordinal.nodeagent.runtime;

import java.util.List;

/**
 * What this machine offers to pods, found by trying, each with a reason where it is not offered.
 *
 * @param isolation {@code namespaces} or {@code process}
 * @param manyUsers whether processes may have different users; else each has one of its choice
 *     which the kernel takes for the agent's own
 * @param memoryLimits whether memory limits are enforced or only recorded
 * @param cpuLimits whether CPU limits are enforced or only recorded
 * @param missing one plain sentence for each thing that cannot be honoured here
 */
public record Capabilities(
    String isolation,
    boolean manyUsers,
    boolean memoryLimits,
    boolean cpuLimits,
    List<String> missing) {

  /** Copies the list. */
  public Capabilities {
    missing = List.copyOf(missing);
  }
}
