package dev.ordinal.nodeagent.runtime;

import java.util.List;

/**
 * A further process in a running container.
 *
 * @param rows initial height of the terminal; 0 where there is none
 */
public record ExecSpec(List<String> command, boolean stdin, boolean tty, int rows, int columns) {

  /** Copies the list. */
  public ExecSpec {
    command = List.copyOf(command);
  }
}
