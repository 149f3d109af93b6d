package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.ControlGroups;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/** Upstream's words for how a container ended. */
final class EndReason {

  private static final int LONGEST_MESSAGE = 4096;
  private static final int KILLED = 137;

  private EndReason() {}

  static Records.End of(OptionalInt code, Path terminationLog, RunningContainer container) {
    long now = System.currentTimeMillis();
    if (code.isEmpty()) {
      return new Records.End(
          KILLED,
          "ContainerStatusUnknown",
          "The container could not be located when the pod was terminated",
          now);
    }
    String setup = container.supervisor().setupErrors();
    if (code.getAsInt() == 128 && !setup.isEmpty()) {
      return new Records.End(128, "StartError", setup, now);
    }
    int value = code.getAsInt();
    boolean outOfMemory =
        value == KILLED && ControlGroups.ranOutOfMemory(RunningContainer.groupName(container.id()));
    String reason = value == 0 ? "Completed" : outOfMemory ? "OOMKilled" : "Error";
    return new Records.End(value, reason, lastWords(terminationLog), now);
  }

  private static String lastWords(Path file) {
    try {
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      int from = Math.max(0, bytes.length - LONGEST_MESSAGE);
      return new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "Error on reading termination log: " + e.getMessage();
    }
  }
}
