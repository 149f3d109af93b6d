package dev.ordinal.cli;

import dev.ordinal.cluster.local.ClusterException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line; a stack trace only for what nobody foresaw. */
final class FailurePrinter implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
    Terminal terminal = Terminal.standard();
    switch (failure) {
      case ClusterException known -> terminal.note("ordinal: " + known.getMessage());
      case IOException io -> terminal.note("ordinal: " + describe(io));
      default -> {
        terminal.note("ordinal: unexpected " + failure);
        for (StackTraceElement element : failure.getStackTrace()) {
          terminal.note("    at " + element);
        }
      }
    }
    return 1;
  }

  private static String describe(IOException failure) {
    String message = failure.getMessage();
    if (message != null && message.contains("No space left on device")) {
      return "the disk is full: "
          + message
          + "; free some space, or choose another place with --data-dir";
    }
    if (failure instanceof java.nio.file.AccessDeniedException denied) {
      return "no permission for " + denied.getFile() + ": choose another place with --data-dir";
    }
    return failure.getClass().getSimpleName() + ": " + message;
  }
}
