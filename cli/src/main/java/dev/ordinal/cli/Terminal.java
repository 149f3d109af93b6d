package dev.ordinal.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Where a command prints: results to standard output, the rest to standard error. */
@SuppressWarnings("SystemOut") // the one place that prints
final class Terminal {

  private final PrintStream out;
  private final PrintStream err;

  private Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static Terminal standard() {
    return new Terminal(System.out, System.err);
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void note(String text) {
    err.println(text);
    err.flush();
  }

  /** The terminal of the person in front of it; empty where nobody can answer. */
  static Optional<Console> person() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
