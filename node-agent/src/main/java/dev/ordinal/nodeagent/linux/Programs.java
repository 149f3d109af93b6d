package dev.ordinal.nodeagent.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the host keeps its programs, whatever the agent's own PATH says. */
public final class Programs {

  private static final List<String> PLACES =
      List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin");

  private Programs() {}

  /** The full path of a program, or its bare name where it is missing. */
  public static String find(String program) {
    return lookUp(program).map(Path::toString).orElse(program);
  }

  /** The full path of a program. */
  public static Optional<Path> lookUp(String program) {
    return PLACES.stream()
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
