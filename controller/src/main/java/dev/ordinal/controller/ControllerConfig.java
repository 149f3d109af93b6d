package dev.ordinal.controller;

import dev.ordinal.client.KubeConfig;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the controllers need: a server, the directory under which the provisioner makes volumes, the
 * settings, and the loopback port of health and metrics (0: any free one, -1: none).
 */
public record ControllerConfig(
    KubeConfig kubeConfig, Path volumesDir, Settings settings, int port) {

  /** Default settings, no health port: for use inside another process. */
  public static ControllerConfig embedded(KubeConfig kubeConfig, Path volumesDir) {
    return new ControllerConfig(kubeConfig, volumesDir, Settings.defaults(), -1);
  }

  /**
   * The certificate authority that pods trust: the file of {@code --root-ca-file}, else what the
   * kubeconfig trusts; empty when there is neither.
   */
  String rootCa() {
    String file = settings.text(Flag.ROOT_CA_FILE);
    if (file.isEmpty()) {
      return Objects.requireNonNullElse(kubeConfig.certificateAuthority(), "");
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read --root-ca-file=" + file + ": " + e, e);
    }
  }
}
