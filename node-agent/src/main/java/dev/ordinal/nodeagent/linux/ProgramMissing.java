package dev.ordinal.nodeagent.linux;

/** The root is there, but the program to run is not in it, or is none. */
public final class ProgramMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private ProgramMissing(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  static ProgramMissing nowhere(String message) {
    return new ProgramMissing(message, 127);
  }

  static ProgramMissing denied(String message) {
    return new ProgramMissing(message, 126);
  }

  /** What a shell ends with where it cannot run a program for this reason. */
  public int exitCode() {
    return exitCode;
  }
}
