package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.linux.MarkedProcesses;
import dev.ordinal.nodeagent.linux.ProcessCalls;
import dev.ordinal.nodeagent.linux.Supervisor;
import java.io.IOException;
import java.nio.file.Path;

/** A container whose agent was killed between starting its supervisor and writing it down. */
public final class HalfStarted {

  private HalfStarted() {}

  /** Kills what runs of it and deletes its directory. */
  public static void discard(Path directory) throws IOException {
    Supervisor supervisor = new Supervisor(directory);
    if (supervisor.isRunning()) {
      if (supervisor.exitCode().isEmpty()) {
        kill(supervisor.programPid());
      }
      MarkedProcesses.killAll(directory, supervisor.supervisorPid());
      supervisor.acknowledge();
      kill(supervisor.supervisorPid());
    }
    Records.deleteTree(directory);
  }

  private static void kill(java.util.OptionalLong pid) {
    if (pid.isPresent()) {
      ProcessCalls.open(pid.getAsLong())
          .ifPresent(
              process -> {
                try (process) {
                  ProcessCalls.signal(process, ProcessCalls.SIGKILL);
                }
              });
    }
  }
}
