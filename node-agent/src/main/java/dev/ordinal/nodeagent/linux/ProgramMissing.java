package dev.ordinal.nodeagent.linux;

/** The root was built, but the program to run is not in it. */
public final class ProgramMissing extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProgramMissing(String message) {
    super(message);
  }
}
