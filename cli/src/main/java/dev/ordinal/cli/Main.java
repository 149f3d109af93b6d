package dev.ordinal.cli;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import picocli.CommandLine;

/** The entry of the {@code ordinal} command; the launcher script starts it. */
public final class Main {

  private Main() {}

  /**
   * Runs one command; the exit code is 0, 1 for a failure with its message, 2 for a wrong call.
   *
   * <p>{@code component CLASS FLAGS...} is how a cluster's processes are started: one jar with one
   * class path for all, so that each can have an archive of its classes.
   */
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length > 1
        && arguments[0].equals("component")
        && arguments[1].startsWith("dev.ordinal.")) {
      MethodHandles.lookup()
          .findStatic(
              Class.forName(arguments[1]),
              "main",
              MethodType.methodType(void.class, String[].class))
          .invokeExact(Arrays.copyOfRange(arguments, 2, arguments.length));
      return;
    }
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
