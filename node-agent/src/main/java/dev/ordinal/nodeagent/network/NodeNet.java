package dev.ordinal.nodeagent.network;

import dev.ordinal.nodeagent.linux.Command;
import dev.ordinal.nodeagent.linux.Namespaces;
import dev.ordinal.nodeagent.linux.Namespaces.Kind;
import dev.ordinal.nodeagent.runtime.NodeNetwork;
import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.runtime.ServiceEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node's network namespace: the link to the other nodes, a routed link for each pod, the
 * services.
 *
 * <p>There is no bridge between a node and its pods: each pod is a route of its own, so that
 * everything that a pod sends passes the node.
 *
 * <p>Threads: safe.
 */
public final class NodeNet implements NodeNetwork, AutoCloseable {

  private static final String GATEWAY = "169.254.1.1";

  private final RuntimeConfig config;
  private final Path directory;
  private final PodAddresses addresses;
  private final Dialer dialer;
  private final ServiceProxy proxy;
  private final Map<String, String> routes = new HashMap<>();

  private NodeNet(RuntimeConfig config) throws IOException {
    this.config = config;
    this.directory = config.rootDir().resolve("ns");
    this.addresses =
        new PodAddresses(config.rootDir().resolve("network/addresses"), config.podRange());
    this.dialer = new Dialer(namespace());
    this.proxy = new ServiceProxy(dialer, config, this::offerAddresses);
  }

  /** Finds the node's namespace as an earlier agent left it, or makes it. */
  public static NodeNet open(RuntimeConfig config) throws IOException {
    NodeNet net = new NodeNet(config);
    if (!Namespaces.isPinned(net.namespace())) {
      Namespaces.create(net.directory, List.of(Kind.NET), "", net::configure);
      new Fabric(config.sharedDir()).link(net.namespace(), config.nodeAddress());
    }
    net.proxy.start();
    return net;
  }

  /** The pin of the node's network namespace. */
  public Path namespace() {
    return directory.resolve(Kind.NET.file());
  }

  /** Makes sockets in the node's and the pods' namespaces. */
  public Dialer dialer() {
    return dialer;
  }

  @Override
  public String nodeAddress() {
    return config.nodeAddress();
  }

  private void configure() throws IOException {
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    Files.writeString(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"), "0");
    Command.ip(
        List.of(
            "link set lo up",
            "addr add %s/32 dev lo".formatted(config.apiRelay().getHostString()),
            "addr add %s/32 dev lo".formatted(config.dnsRelay())));
  }

  /** Reserves an address for a pod; the same one when it has one already. */
  public String reserve(String podUid) throws IOException {
    return addresses.allocate(podUid);
  }

  /**
   * Links a pod's new namespace to the node. Called on a thread inside the pod's namespace.
   *
   * @param podNamespace its pin
   */
  public void attach(Path podNamespace, String address) throws IOException {
    String link = PodAddresses.linkName(address);
    onNode(
        List.of(
            "link add %s type veth peer name eth0 netns %s".formatted(link, podNamespace),
            "addr add %s/32 dev %s".formatted(GATEWAY, link),
            "link set %s up".formatted(link),
            "route replace %s/32 dev %s src %s".formatted(address, link, config.nodeAddress())));
    Command.ip(
        List.of(
            "link set lo up",
            "addr add %s/32 dev eth0".formatted(address),
            "link set eth0 up",
            "route add %s dev eth0 scope link".formatted(GATEWAY),
            "route add default via %s".formatted(GATEWAY)));
  }

  /** Takes a pod's link away and frees its address. */
  public void detach(String podUid) throws IOException {
    var address = addresses.find(podUid);
    if (address.isPresent()) {
      String link = PodAddresses.linkName(address.get());
      if (Files.exists(namespace()) && Namespaces.isPinned(namespace())) {
        boolean there =
            Namespaces.inside(
                List.of(namespace()), () -> java.net.NetworkInterface.getByName(link) != null);
        if (there) {
          onNode(List.of("link del " + link));
        }
      }
      addresses.free(address.get());
    }
  }

  @Override
  public void routes(Map<String, String> nodesByPodRange) {
    synchronized (routes) {
      List<String> commands = new ArrayList<>();
      nodesByPodRange.forEach(
          (range, node) -> {
            if (!range.equals(config.podRange()) && !node.equals(routes.get(range))) {
              commands.add("route replace %s via %s".formatted(range, node));
            }
          });
      routes.keySet().stream()
          .filter(range -> !nodesByPodRange.containsKey(range))
          .forEach(range -> commands.add("route del " + range));
      apply(commands);
      routes.clear();
      routes.putAll(nodesByPodRange);
    }
  }

  @Override
  public void services(List<ServiceEntry> services) {
    proxy.update(services);
  }

  private void offerAddresses(List<String> appeared, List<String> vanished) {
    List<String> commands = new ArrayList<>();
    appeared.forEach(address -> commands.add("addr replace %s/32 dev lo".formatted(address)));
    vanished.forEach(address -> commands.add("addr del %s/32 dev lo".formatted(address)));
    apply(commands);
  }

  private void apply(List<String> commands) {
    if (commands.isEmpty()) {
      return;
    }
    try {
      onNode(commands);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onNode(List<String> commands) throws IOException {
    Namespaces.inside(
        List.of(namespace()),
        () -> {
          Command.ip(commands);
          return true;
        });
  }

  @Override
  public void close() {
    proxy.close();
  }
}
