package dev.ordinal.nodeagent.linux;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the program in a root before it is run, so that a missing one has a clear message. */
final class ProgramSearch {

  private ProgramSearch() {}

  /** Fails with the message that the usual runtime gives for a missing program. */
  static void require(Fd root, String program, String searchPath, String workingDir) {
    if (program.contains("/")) {
      String path = program.startsWith("/") ? program : workingDir + "/" + program;
      switch (look(root, path)) {
        case MISSING ->
            throw ProgramMissing.nowhere(
                "exec: \"" + program + "\": stat " + program + ": no such file or directory");
        case NO_PROGRAM ->
            throw ProgramMissing.denied("exec: \"" + program + "\": permission denied");
        case PROGRAM -> {}
      }
      return;
    }
    for (String place : searchPath.split(":", -1)) {
      if (look(root, place + "/" + program) == Found.PROGRAM) {
        return;
      }
    }
    throw ProgramMissing.nowhere("exec: \"" + program + "\": executable file not found in $PATH");
  }

  private enum Found {
    MISSING,
    NO_PROGRAM,
    PROGRAM
  }

  private static Found look(Fd root, String path) {
    long found = MountCalls.openInRoot(root, path, Fd.O_PATH);
    if (found < 0) {
      // what lies in /proc (a program found through /proc/self) exists only later
      return path.startsWith("/proc/") ? Found.PROGRAM : Found.MISSING;
    }
    try (Fd file = new Fd(found)) {
      Path shown = Path.of("/proc/self/fd/" + file.number());
      return Files.isRegularFile(shown) && Files.isExecutable(shown)
          ? Found.PROGRAM
          : Found.NO_PROGRAM;
    }
  }
}
