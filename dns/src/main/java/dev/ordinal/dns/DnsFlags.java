package dev.ordinal.dns;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link DnsMain}: {@code --name=value} each.
 *
 * @param addressFile where to write the address once it is known
 */
record DnsFlags(DnsServerConfig config, Path kubeConfig, @Nullable Path addressFile) {

  private static final List<String> NAMES =
      List.of("kubeconfig", "listen", "cluster-domain", "ttl", "metrics-listen", "address-file");

  /**
   * Reads the flags.
   *
   * @throws IllegalArgumentException naming the flag that is wrong
   */
  static DnsFlags parse(String... arguments) {
    Map<String, String> values = values(arguments);
    String kubeConfig = values.get("kubeconfig");
    if (kubeConfig == null) {
      throw new IllegalArgumentException("--kubeconfig is missing");
    }
    String addressFile = values.get("address-file");
    return new DnsFlags(
        new DnsServerConfig(
            address("listen", values.getOrDefault("listen", "127.0.0.1:0")),
            values.getOrDefault("cluster-domain", "cluster.local"),
            seconds(values.getOrDefault("ttl", "5")),
            address("metrics-listen", values.getOrDefault("metrics-listen", "127.0.0.1:0"))),
        Path.of(kubeConfig),
        addressFile == null ? null : Path.of(addressFile));
  }

  private static Map<String, String> values(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = argument.startsWith("--") && equals > 2 ? argument.substring(2, equals) : "";
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "unknown flag " + argument + "; known: --" + String.join("=, --", NAMES) + "=");
      }
      values.put(name, argument.substring(equals + 1));
    }
    return values;
  }

  private static InetSocketAddress address(String flag, String value) {
    int colon = value.lastIndexOf(':');
    try {
      String host = value.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
      return new InetSocketAddress(host, Integer.parseInt(value.substring(colon + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "--" + flag + ": expected <address>:<port>, got '" + value + "'", e);
    }
  }

  private static Duration seconds(String value) {
    try {
      return Duration.ofSeconds(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--ttl: expected seconds, got '" + value + "'", e);
    }
  }
}
