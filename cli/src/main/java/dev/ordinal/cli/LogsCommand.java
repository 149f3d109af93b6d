package dev.ordinal.cli;

import dev.ordinal.cluster.local.ClusterException;
import dev.ordinal.cluster.local.LocalCluster;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a component has written. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Print the log of a component: api-server, controller, dns, node-1, ...")
final class LogsCommand implements Callable<Integer> {

  @Mixin private final ClusterSelection selection = new ClusterSelection();

  @Parameters(index = "0", paramLabel = "COMPONENT")
  private String component = "";

  @Option(
      names = {"-f", "--follow"},
      description = "go on as more is written")
  private boolean follow;

  @Override
  public Integer call() throws Exception {
    LocalCluster cluster = selection.open();
    Path log = cluster.log(component);
    if (!Files.exists(log)) {
      throw new ClusterException(
          "there is no log of `"
              + component
              + "`: choose one of "
              + String.join(", ", cluster.componentNames()));
    }
    try (InputStream input = Files.newInputStream(log)) {
      input.transferTo(System.out);
      System.out.flush();
      while (follow) {
        TimeUnit.MILLISECONDS.sleep(200);
        if (input.transferTo(System.out) > 0) {
          System.out.flush();
        }
      }
    }
    return 0;
  }
}
