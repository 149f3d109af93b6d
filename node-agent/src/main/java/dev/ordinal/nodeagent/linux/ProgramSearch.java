package dev.ordinal.nodeagent.linux;

import java.util.List;

/** Finds the program in a root before it is run, so that a missing one has a clear message. */
final class ProgramSearch {

  private ProgramSearch() {}

  /** Fails with the message that the usual runtime gives for a missing program. */
  static void require(Fd root, RootSpec spec) {
    String program = spec.program();
    if (program.contains("/")) {
      String path = program.startsWith("/") ? program : spec.workingDir() + "/" + program;
      if (!exists(root, path)) {
        throw new ProgramMissing(
            "exec: \"" + program + "\": stat " + program + ": no such file or directory");
      }
      return;
    }
    boolean found =
        List.of(spec.searchPath().split(":")).stream()
            .anyMatch(place -> exists(root, place + "/" + program));
    if (!found) {
      throw new ProgramMissing("exec: \"" + program + "\": executable file not found in $PATH");
    }
  }

  private static boolean exists(Fd root, String path) {
    long found = MountCalls.openInRoot(root, path, Fd.O_PATH);
    if (found >= 0) {
      new Fd(found).close();
    }
    // what lies in /proc (a program found through /proc/self) exists only later
    return found >= 0 || path.startsWith("/proc/");
  }
}
