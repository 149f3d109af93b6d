package dev.ordinal.nodeagent.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one run of a container; env, command and mounts are final, nothing is left to
 * expand.
 *
 * @param command the pod's command; empty means the image's entrypoint
 * @param args the pod's args; empty with an empty command means the image's cmd
 * @param env in order, added to the image's; the pod's value wins
 * @param workingDir empty means the image's
 * @param mounts volumes and the pod's own files ({@code /etc/hosts}, {@code /etc/resolv.conf}), in
 *     the order to mount
 * @param terminationMessagePath where the container may write its last words; a file there is made
 *     beforehand
 */
public record ContainerSpec(
    ContainerId id,
    Image image,
    List<String> command,
    List<String> args,
    Map<String, String> env,
    Optional<String> workingDir,
    List<Mount> mounts,
    boolean stdin,
    boolean stdinOnce,
    boolean tty,
    SecuritySpec security,
    Resources resources,
    String terminationMessagePath) {

  /** Copies the collections, keeping the order of the environment. */
  public ContainerSpec {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(env));
    mounts = List.copyOf(mounts);
  }

  /**
   * A directory or file of the host shown in the container.
   *
   * @param subPath relative, resolved without leaving the source; empty for the source itself
   */
  public record Mount(Path source, String subPath, String target, boolean readOnly) {}

  /**
   * Who the main process is and what it may do.
   *
   * @param uid empty means the image's user
   * @param gid empty means the image's group
   */
  public record SecuritySpec(
      Optional<Long> uid,
      Optional<Long> gid,
      List<Long> supplementalGroups,
      boolean readOnlyRoot,
      boolean privileged,
      boolean noNewPrivileges,
      List<String> addCapabilities,
      List<String> dropCapabilities) {

    /** Copies the lists. */
    public SecuritySpec {
      supplementalGroups = List.copyOf(supplementalGroups);
      addCapabilities = List.copyOf(addCapabilities);
      dropCapabilities = List.copyOf(dropCapabilities);
    }

    /** Nothing asked for: the image decides. */
    public static SecuritySpec defaults() {
      return new SecuritySpec(
          Optional.empty(), Optional.empty(), List.of(), false, false, false, List.of(), List.of());
    }
  }

  /**
   * Limits for the container's control group, where the machine has one to give.
   *
   * @param memoryBytes 0 means unlimited
   * @param cpuMillis 0 means unlimited
   */
  public record Resources(long memoryBytes, long cpuMillis, int oomScoreAdjust) {}
}
