package dev.ordinal.nodeagent.process;

import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A missing program has a clear message before anything is started. */
final class ProgramCheck {

  private ProgramCheck() {}

  static void require(String program, Path workingDir, String searchPath) {
    boolean found =
        program.contains("/")
            ? Files.isExecutable(workingDir.resolve(program))
            : Arrays.stream(searchPath.split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    if (!found) {
      throw new RuntimeFailure(
          "RunContainerError",
          program.contains("/")
              ? "exec: \"%s\": stat %s: no such file or directory".formatted(program, program)
              : "exec: \"%s\": executable file not found in $PATH".formatted(program));
    }
  }
}
