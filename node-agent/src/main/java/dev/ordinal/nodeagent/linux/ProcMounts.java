package dev.ordinal.nodeagent.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is mounted on {@code /proc} and over its parts that a container must not see or change. */
final class ProcMounts {

  private static final List<String> MASKED_FILES =
      List.of("kcore", "keys", "latency_stats", "timer_list", "sched_debug", "sysrq-trigger");
  private static final List<String> MASKED_DIRECTORIES = List.of("acpi", "asound", "scsi");
  private static final List<String> READ_ONLY = List.of("bus", "fs", "irq", "sys");

  private ProcMounts() {}

  /** Lines for one {@code mount -a}, run by the container's first process. */
  static String fstab() {
    StringBuilder lines = new StringBuilder("proc /proc proc nosuid,nodev,noexec 0 0\n");
    for (String name : READ_ONLY) {
      if (Files.exists(Path.of("/proc", name))) {
        lines.append(
            "/proc/%s /proc/%s none bind,ro,nosuid,nodev,noexec 0 0\n".formatted(name, name));
      }
    }
    for (String name : MASKED_FILES) {
      if (Files.exists(Path.of("/proc", name))) {
        lines.append("/dev/null /proc/%s none bind 0 0\n".formatted(name));
      }
    }
    for (String name : MASKED_DIRECTORIES) {
      if (Files.isDirectory(Path.of("/proc", name))) {
        lines.append("tmpfs /proc/%s tmpfs ro,size=0 0 0\n".formatted(name));
      }
    }
    return lines.toString();
  }
}
