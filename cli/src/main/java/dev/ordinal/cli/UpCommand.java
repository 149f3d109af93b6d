package dev.ordinal.cli;

import dev.ordinal.cluster.local.ClusterOptions;
import dev.ordinal.cluster.local.ClusterStatus;
import dev.ordinal.cluster.local.Isolation;
import dev.ordinal.cluster.local.LocalCluster;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts what is missing of a cluster and returns when it is ready. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start a cluster, or what is missing of it, and say how to use it.",
    footer = {"", "Examples:", "  ordinal up", "  ordinal up --nodes 3 --name lab"})
final class UpCommand implements Callable<Integer> {

  @Mixin private final ClusterSelection selection = new ClusterSelection();

  @Option(names = "--nodes", paramLabel = "N", description = "how many nodes (default: 2)")
  private @Nullable Integer nodes;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      description = "port of the API server on 127.0.0.1 (default: any free one)")
  private @Nullable Integer apiPort;

  @Option(
      names = "--dns-port",
      paramLabel = "PORT",
      description = "port of the DNS server on 127.0.0.1 (default: any free one)")
  private @Nullable Integer dnsPort;

  @Option(
      names = "--isolation",
      paramLabel = "namespaces|process",
      description = "how pods are kept apart (default: namespaces)")
  private @Nullable Isolation isolation;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    long begin = System.nanoTime();
    LocalCluster cluster =
        new LocalCluster(
            new ClusterOptions(
                selection.name(),
                selection.dataDirectory(),
                Optional.ofNullable(nodes),
                Optional.ofNullable(apiPort),
                Optional.ofNullable(dnsPort),
                Optional.ofNullable(isolation)));
    ClusterStatus status =
        cluster.up(
            what -> terminal.note("%6.2fs  %s".formatted((System.nanoTime() - begin) / 1e9, what)));
    tellHowToUse(terminal, status);
    return 0;
  }

  private void tellHowToUse(Terminal terminal, ClusterStatus status) {
    String at = selection.flags();
    String dnsHost = status.dns().substring(0, status.dns().lastIndexOf(':'));
    String dnsPort = status.dns().substring(status.dns().lastIndexOf(':') + 1);
    terminal.line("");
    terminal.line("The cluster is ready. Use it with:");
    terminal.line("");
    terminal.line("  export KUBECONFIG=" + status.kubeconfig());
    terminal.line("");
    terminal.line("Three things to try:");
    terminal.line("");
    terminal.line("  kubectl get nodes");
    terminal.line("  kubectl apply -f examples/tkb-sts.yaml && kubectl get sts --watch");
    terminal.line(
        "  dig @" + dnsHost + " -p " + dnsPort + " SRV dullahan.default.svc.cluster.local");
    terminal.line("");
    terminal.line(
        "Stop it with `ordinal down"
            + at
            + "`; everything is kept for the next `ordinal up"
            + at
            + "`.");
  }
}
