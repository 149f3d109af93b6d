package dev.ordinal.nodeagent.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The terminal of a container that has one; its master is held by the supervisor. */
public final class Terminal {

  private static final int SUPERVISOR_MASTER = 9;

  private Terminal() {}

  /** Tells a supervisor that waits for it which terminal to give to the program. */
  static void connect(Path directory, long supervisor, Supervisor.Deadline deadline)
      throws IOException {
    while (!Files.exists(directory.resolve("ready"))) {
      deadline.await(() -> "the supervisor opens no terminal");
    }
    try (Fd master = take(supervisor);
        Fd control = Fd.open(directory.resolve("ctl"), Fd.O_RDWR | Fd.O_NONBLOCK)) {
      byte[] line = (PtyCalls.unlock(master) + "\n").getBytes(StandardCharsets.US_ASCII);
      PipeCalls.write(control, line, 0, line.length);
    }
  }

  /** The master of a running container's terminal. */
  public static Fd take(long supervisor) throws IOException {
    try (Fd process =
        ProcessCalls.open(supervisor).orElseThrow(() -> new IOException("no supervisor"))) {
      Fd master = ProcessCalls.takeFd(process, SUPERVISOR_MASTER);
      PipeCalls.neverBlock(master);
      return master;
    }
  }

  /** Changes the size that the program sees. */
  public static void resize(Fd master, int rows, int columns) {
    PtyCalls.resize(master, rows, columns);
  }
}
