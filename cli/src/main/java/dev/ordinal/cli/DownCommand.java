package dev.ordinal.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops a cluster; its objects and volumes stay. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop a cluster and everything it runs; its objects and volumes are kept.")
final class DownCommand implements Callable<Integer> {

  @Mixin private final ClusterSelection selection = new ClusterSelection();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description =
          "how long containers may take to end before they are killed (default: ${DEFAULT-VALUE})")
  private int grace = 10;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    boolean wasRunning = selection.open().down(Duration.ofSeconds(grace), terminal::note);
    terminal.line(
        wasRunning
            ? "The cluster `"
                + selection.name()
                + "` is stopped; `ordinal up"
                + selection.flags()
                + "` starts it again as it was."
            : "The cluster `" + selection.name() + "` does not run.");
    return 0;
  }
}
