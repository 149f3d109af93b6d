package dev.ordinal.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ordinal.cluster.local.ClusterStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells which processes of a cluster run. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Tell which processes of a cluster run; exit code 0 where all do, 3 where some do not.")
final class StatusCommand implements Callable<Integer> {

  private static final int NOT_RUNNING = 3;

  enum Output {
    TEXT,
    JSON
  }

  @Mixin private final ClusterSelection selection = new ClusterSelection();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "form of the answer (default: text)")
  private Output output = Output.TEXT;

  @Override
  public Integer call() throws Exception {
    ClusterStatus status = selection.open().status();
    Terminal terminal = Terminal.standard();
    switch (output) {
      case JSON ->
          terminal.line(
              new ObjectMapper()
                  .enable(SerializationFeature.INDENT_OUTPUT)
                  .writeValueAsString(status));
      case TEXT -> print(terminal, status);
    }
    boolean running =
        !status.components().isEmpty()
            && status.components().stream().allMatch(ClusterStatus.Component::isRunning);
    return running ? 0 : NOT_RUNNING;
  }

  private void print(Terminal terminal, ClusterStatus status) {
    if (status.components().isEmpty()) {
      terminal.line(
          "There is no cluster `"
              + status.name()
              + "` here yet: start it with `ordinal up"
              + selection.flags()
              + "`.");
      return;
    }
    terminal.line("cluster     " + status.name());
    terminal.line("API server  " + status.apiServer());
    terminal.line("DNS         " + status.dns());
    terminal.line("kubeconfig  " + status.kubeconfig());
    terminal.line("");
    String row = "%-14s %-9s %-9s %s";
    terminal.line(row.formatted("COMPONENT", "PID", "STATE", "SINCE").stripTrailing());
    for (ClusterStatus.Component component : status.components()) {
      String pid = component.isRunning() ? Long.toString(component.pid()) : "-";
      terminal.line(
          row.formatted(component.name(), pid, component.state(), component.since())
              .stripTrailing());
    }
  }
}
