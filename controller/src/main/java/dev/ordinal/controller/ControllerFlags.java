package dev.ordinal.controller;

import dev.ordinal.client.KubeConfig;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of the controller process, parsed. */
record ControllerFlags(ControllerConfig config, @Nullable Path addressFile) {

  /**
   * Parses {@code --flag=value} and {@code --flag value}.
   *
   * @throws IllegalArgumentException naming the flag that is unknown, missing or wrong
   */
  static ControllerFlags parse(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        throw new IllegalArgumentException("unexpected argument: " + argument);
      } else if (equals > 0) {
        values.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (i + 1 < arguments.length) {
        values.put(argument.substring(2), arguments[++i]);
      } else {
        throw new IllegalArgumentException("flag needs an argument: " + argument);
      }
    }
    Path kubeconfig = Path.of(required(values, "kubeconfig"));
    Path volumes = Path.of(required(values, "volumes-dir"));
    String port = values.getOrDefault("port", "0");
    String addressFile = values.get("address-file");
    Settings settings = settings(values);
    return new ControllerFlags(
        new ControllerConfig(
            KubeConfig.load(kubeconfig), volumes, settings, Integer.parseInt(port)),
        addressFile == null ? null : Path.of(addressFile));
  }

  private static Settings settings(Map<String, String> values) {
    Settings settings = Settings.defaults();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      switch (entry.getKey()) {
        case "kubeconfig", "volumes-dir", "port", "address-file" -> {}
        default -> {
          Flag flag =
              Flag.of(entry.getKey())
                  .orElseThrow(
                      () -> new IllegalArgumentException("unknown flag: --" + entry.getKey()));
          settings = settings.with(flag, entry.getValue());
        }
      }
    }
    return settings;
  }

  private static String required(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("--" + name + " is required");
    }
    return value;
  }
}
