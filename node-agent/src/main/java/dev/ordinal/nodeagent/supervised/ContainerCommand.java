package dev.ordinal.nodeagent.supervised;

import dev.ordinal.nodeagent.runtime.ContainerSpec;
import dev.ordinal.nodeagent.runtime.RuntimeFailure;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a container runs: the pod's word where it has one, else the image's. */
public final class ContainerCommand {

  private static final int ID_BYTES = 32;

  private ContainerCommand() {}

  /** The program and its arguments. */
  public static List<String> of(ContainerSpec spec) {
    List<String> command = new ArrayList<>();
    if (spec.command().isEmpty()) {
      command.addAll(spec.image().entrypoint());
      command.addAll(spec.args().isEmpty() ? spec.image().cmd() : spec.args());
    } else {
      command.addAll(spec.command());
      command.addAll(spec.args());
    }
    if (command.isEmpty()) {
      throw new RuntimeFailure("CreateContainerError", "no command specified");
    }
    return command;
  }

  /** A name for one run, as container engines make them. */
  public static String newRuntimeId() {
    byte[] id = new byte[ID_BYTES];
    RandomGenerator.getDefault().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
