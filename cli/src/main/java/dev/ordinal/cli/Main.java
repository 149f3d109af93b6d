package dev.ordinal.cli;

import picocli.CommandLine;

/** The entry of the {@code ordinal} command; the launcher script starts it. */
public final class Main {

  private Main() {}

  /** Runs one command; the exit code is 0, 1 for a failure with its message, 2 for a wrong call. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new OrdinalCommand())
        .addSubcommand(new UpCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new DownCommand())
        .addSubcommand(new ResetCommand())
        .addSubcommand(new LogsCommand())
        .addSubcommand(new VersionCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailurePrinter());
  }
}
