package dev.ordinal.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the version. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Terminal.standard().line(new Versions().getVersion()[0]);
    return 0;
  }
}
