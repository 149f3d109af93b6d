package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory and CPU limits by control groups of the first version, where the machine lets the agent
 * make them. A group exists as long as its container runs.
 */
public final class ControlGroups {

  private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");
  private static final Path CPU = Path.of("/sys/fs/cgroup/cpu");
  private static final long PERIOD_MICROS = 100_000;

  private final boolean memory;
  private final boolean cpu;

  private ControlGroups(boolean memory, boolean cpu) {
    this.memory = memory;
    this.cpu = cpu;
  }

  /** Finds out by making a group and removing it. */
  public static ControlGroups detect() {
    return new ControlGroups(
        canMake(MEMORY, "memory.limit_in_bytes"), canMake(CPU, "cpu.cfs_quota_us"));
  }

  private static boolean canMake(Path hierarchy, String file) {
    Path probe = hierarchy.resolve("ordinal-probe-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(probe);
      return Files.isWritable(probe.resolve(file));
    } catch (IOException refused) {
      return false;
    } finally {
      remove(probe);
    }
  }

  /** Whether memory limits are enforced. */
  public boolean limitsMemory() {
    return memory;
  }

  /** Whether CPU limits are enforced. */
  public boolean limitsCpu() {
    return cpu;
  }

  /**
   * Makes the groups of a container, as far as limits are asked for and possible.
   *
   * @return the files into which its first process writes itself
   */
  public List<Path> create(String name, long memoryBytes, long cpuMillis) throws IOException {
    List<Path> files = new ArrayList<>();
    if (memory && memoryBytes > 0) {
      Path group = Files.createDirectories(MEMORY.resolve(name));
      Files.writeString(group.resolve("memory.limit_in_bytes"), String.valueOf(memoryBytes));
      files.add(group.resolve("cgroup.procs"));
    }
    if (cpu && cpuMillis > 0) {
      Path group = Files.createDirectories(CPU.resolve(name));
      Files.writeString(
          group.resolve("cpu.cfs_quota_us"), String.valueOf(cpuMillis * PERIOD_MICROS / 1000));
      files.add(group.resolve("cgroup.procs"));
    }
    return files;
  }

  /** Whether the kernel killed something in a container for want of memory. */
  public static boolean ranOutOfMemory(String name) {
    try {
      Path file = MEMORY.resolve(name).resolve("memory.oom_control");
      return Files.exists(file)
          && Files.readAllLines(file).stream()
              .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Removes the groups of an ended container. */
  public static void remove(String name) {
    remove(MEMORY.resolve(name));
    remove(CPU.resolve(name));
  }

  private static void remove(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException busyOrRefused) {
      // a process of it still ends; an empty group costs nothing
    }
  }
}
