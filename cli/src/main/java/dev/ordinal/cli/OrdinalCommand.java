package dev.ordinal.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
    name = "ordinal",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "A small, real Kubernetes for stateful workloads, on this machine, without root or containers.",
    footer = {
      "",
      "In a clone there is one more: `ordinal test` builds and runs every test.",
      "Start with: ordinal up"
    })
final class OrdinalCommand implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "which command?");
  }
}
