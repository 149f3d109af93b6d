package dev.ordinal.controller;

import dev.ordinal.client.KubeConfig;
import dev.ordinal.controller.runtime.Settings;
import java.nio.file.Path;

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
}
