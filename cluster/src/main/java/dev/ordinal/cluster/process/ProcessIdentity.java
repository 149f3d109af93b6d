package dev.ordinal.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be taken for another one: numbers are reused, but not together with a start
 * time, and not across boots.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

  /** The process that has this number now, if there is one that has not ended. */
  public static Optional<ProcessIdentity> of(long pid) {
    return ProcessTable.read(pid)
        .filter(entry -> !entry.isZombie())
        .map(entry -> new ProcessIdentity(pid, entry.startTicks(), currentBootId()));
  }

  /** Whether that very process still runs. */
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }

  private static String currentBootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
