package dev.ordinal.cli;

import java.io.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a cluster's objects and volumes. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description =
        "Stop a cluster and delete all its objects, volumes and logs; ports and credentials stay.")
final class ResetCommand implements Callable<Integer> {

  @Mixin private final ClusterSelection selection = new ClusterSelection();

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    if (!yes && Terminal.person().isPresent() && !confirmed(Terminal.person().get())) {
      terminal.line("Nothing was deleted.");
      return 1;
    }
    selection.open().reset(terminal::note);
    terminal.line(
        "The cluster `"
            + selection.name()
            + "` is empty; `ordinal up"
            + selection.flags()
            + "` starts it.");
    return 0;
  }

  private boolean confirmed(Console console) {
    @Nullable String answer =
        console.readLine("Delete every object and volume in %s? [y/N] ", selection.dataDirectory());
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
