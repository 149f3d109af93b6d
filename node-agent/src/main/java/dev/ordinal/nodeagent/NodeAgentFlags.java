package dev.ordinal.nodeagent;

import dev.ordinal.client.KubeConfig;
import dev.ordinal.nodeagent.node.NodeIdentity;
import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.server.KubeletServerConfig;
import dev.ordinal.nodeagent.step.DnsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line of {@link NodeAgentMain}: {@code --name=value} each. */
final class NodeAgentFlags {

  private static final Set<String> NAMES =
      Set.of(
          "kubeconfig",
          "hostname-override",
          "root-dir",
          "volumes-dir",
          "node-ip",
          "pod-cidr",
          "cluster-cidr",
          "cluster-dns",
          "cluster-domain",
          "cluster-dns-server",
          "api-relay-address",
          "dns-relay-address",
          "port",
          "tls-cert-file",
          "tls-private-key-file",
          "client-ca-file",
          "isolation",
          "catalogue-dir",
          "simulate",
          "address-file",
          "resolv-conf",
          "shared-dir");

  private final Map<String, String> values;

  private NodeAgentFlags(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the flags.
   *
   * @throws IllegalArgumentException naming the flag that is wrong
   */
  static NodeAgentFlags parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String flag = argument.equals("--simulate") ? "--simulate=true" : argument;
      int equals = flag.indexOf('=');
      String name = flag.startsWith("--") && equals > 2 ? flag.substring(2, equals) : "";
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown flag " + argument);
      }
      values.put(name, flag.substring(equals + 1));
    }
    return new NodeAgentFlags(values);
  }

  boolean simulate() {
    return "true".equals(values.get("simulate"));
  }

  /** {@code namespaces} or {@code process}. */
  String isolation() {
    String isolation = values.getOrDefault("isolation", "namespaces");
    if (!isolation.equals("namespaces") && !isolation.equals("process")) {
      throw new IllegalArgumentException("--isolation is namespaces or process, not " + isolation);
    }
    return isolation;
  }

  Optional<Path> addressFile() {
    return path("address-file");
  }

  KubeConfig cluster() {
    return KubeConfig.load(Path.of(required("kubeconfig")));
  }

  NodeIdentity node() {
    return new NodeIdentity(
        required("hostname-override"), required("node-ip"), required("pod-cidr"), 0);
  }

  Path rootDir() {
    return Path.of(required("root-dir"));
  }

  /** Where {@code down} leaves the grace period, in seconds, before it ends the agent. */
  Path shutdownFile() {
    return rootDir().resolve("shutdown");
  }

  NodeAgentConfig agent() {
    List<String> clusterDns =
        Arrays.stream(values.getOrDefault("cluster-dns", "").split(","))
            .filter(server -> !server.isBlank())
            .toList();
    DnsSettings dns =
        new DnsSettings(
            clusterDns,
            values.getOrDefault("cluster-domain", "cluster.local"),
            path("resolv-conf").orElse(Path.of("/etc/resolv.conf")));
    return new NodeAgentConfig(
        cluster(), node(), rootDir(), Path.of(required("volumes-dir")), dns, server());
  }

  private KubeletServerConfig server() {
    return new KubeletServerConfig(
        number("port", values.getOrDefault("port", "0")),
        existing("tls-cert-file"),
        existing("tls-private-key-file"),
        existing("client-ca-file"));
  }

  RuntimeConfig runtime() {
    URI server = cluster().server();
    Path root = rootDir().toAbsolutePath();
    Path shared = path("shared-dir").orElseGet(() -> root.resolve("../../run").normalize());
    return new RuntimeConfig(
        required("hostname-override"),
        root,
        shared,
        required("node-ip"),
        required("pod-cidr"),
        values.getOrDefault("cluster-cidr", "10.244.0.0/16"),
        address(
            "kubeconfig", server.getHost() + ":" + (server.getPort() < 0 ? 443 : server.getPort())),
        address("api-relay-address", values.getOrDefault("api-relay-address", "172.30.255.1:6443")),
        Optional.ofNullable(values.get("cluster-dns-server"))
            .map(text -> address("cluster-dns-server", text)),
        address("dns-relay-address", values.getOrDefault("dns-relay-address", "172.30.255.2:53"))
            .getAddress()
            .getHostAddress(),
        path("catalogue-dir").filter(Files::isDirectory));
  }

  private Optional<Path> path(String name) {
    return Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty()).map(Path::of);
  }

  private Path existing(String name) {
    Path file = Path.of(required(name));
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("--" + name + ": " + file + " cannot be read");
    }
    return file;
  }

  private String required(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  private static InetSocketAddress address(String name, String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("--" + name + ": " + text + " is not host:port");
    }
    try {
      return new InetSocketAddress(
          InetAddress.getAllByName(text.substring(0, colon))[0],
          number(name, text.substring(colon + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--" + name + ": unknown host in " + text, e);
    }
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + ": " + text + " is not a number", e);
    }
  }
}
