package dev.ordinal.nodeagent.network;

import dev.ordinal.nodeagent.runtime.RuntimeConfig;
import dev.ordinal.nodeagent.runtime.ServiceEntry;
import dev.ordinal.nodeagent.runtime.ServiceEntry.Backend;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the services' addresses in the node's namespace and passes connections on to ready
 * endpoints. A service without any is not listened for, so that the kernel refuses connections as
 * upstream does.
 *
 * <p>Threads: {@link #update} one at a time; the relays run on virtual threads of their own.
 */
final class ServiceProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Dialer dialer;
  private final RuntimeConfig config;
  private final BiConsumer<List<String>, List<String>> offerAddresses;
  private final Map<Key, Open> open = new HashMap<>();
  private final Set<String> addresses = new HashSet<>();
  private final Map<Backend, InetSocketAddress> onHost = new HashMap<>();

  private record Key(String address, int port, String protocol) {}

  private record Open(BackendChoice choice, AutoCloseable relay) {}

  /**
   * A proxy without services.
   *
   * @param offerAddresses told which addresses the node must have from now on, and which not
   */
  ServiceProxy(
      Dialer dialer, RuntimeConfig config, BiConsumer<List<String>, List<String>> offerAddresses) {
    this.dialer = dialer;
    this.config = config;
    this.offerAddresses = offerAddresses;
  }

  /** Opens the two fixed relays: to the API server and to the DNS server. */
  synchronized void start() throws IOException {
    relayToHost(config.apiRelay(), "TCP", config.apiServer());
    Optional<InetSocketAddress> dns = config.dnsServer();
    if (dns.isPresent()) {
      InetSocketAddress relay = new InetSocketAddress(InetAddress.ofLiteral(config.dnsRelay()), 53);
      relayToHost(relay, "TCP", dns.get());
      relayToHost(relay, "UDP", dns.get());
    }
  }

  private void relayToHost(InetSocketAddress relay, String protocol, InetSocketAddress target)
      throws IOException {
    Backend backend = new Backend(relay.getHostString(), relay.getPort());
    onHost.put(backend, target);
    ServiceEntry entry =
        new ServiceEntry(
            "relay to " + target,
            relay.getHostString(),
            relay.getPort(),
            protocol,
            List.of(backend),
            Duration.ZERO);
    open.put(new Key("relay " + relay, relay.getPort(), protocol), listen(entry));
  }

  /** Makes the services these and no others. */
  synchronized void update(List<ServiceEntry> services) {
    Map<Key, ServiceEntry> wanted = new LinkedHashMap<>();
    for (ServiceEntry entry : services) {
      if (!entry.backends().isEmpty()) {
        wanted.put(new Key(entry.address(), entry.port(), entry.protocol()), entry);
      }
    }
    open.entrySet()
        .removeIf(
            e -> {
              boolean over =
                  !e.getKey().address().startsWith("relay ") && !wanted.containsKey(e.getKey());
              if (over) {
                close(e.getValue());
              }
              return over;
            });
    changeAddresses(services);
    wanted.forEach(this::openOrUpdate);
  }

  private void changeAddresses(List<ServiceEntry> services) {
    Set<String> now = new HashSet<>();
    services.forEach(entry -> now.add(entry.address()));
    List<String> appeared = now.stream().filter(a -> !addresses.contains(a)).toList();
    List<String> vanished = addresses.stream().filter(a -> !now.contains(a)).toList();
    offerAddresses.accept(appeared, vanished);
    addresses.clear();
    addresses.addAll(now);
  }

  private void openOrUpdate(Key key, ServiceEntry entry) {
    Open there = open.get(key);
    if (there != null) {
      there.choice().update(entry);
      return;
    }
    try {
      open.put(key, listen(entry));
    } catch (IOException e) {
      LOG.warn(
          "service {} cannot be offered at {}:{}", entry.service(), key.address(), key.port(), e);
    }
  }

  private Open listen(ServiceEntry entry) throws IOException {
    BackendChoice choice = new BackendChoice(entry);
    InetSocketAddress at =
        new InetSocketAddress(InetAddress.ofLiteral(entry.address()), entry.port());
    return switch (entry.protocol()) {
      case "TCP" ->
          new Open(
              choice,
              new TcpRelay(dialer.listen(at), client -> connect(choice, client), entry.service()));
      case "UDP" ->
          new Open(
              choice,
              new UdpRelay(
                  dialer.receive(at), client -> datagrams(choice, client), entry.service()));
      default -> throw new IOException("no relay for protocol " + entry.protocol());
    };
  }

  private SocketChannel connect(BackendChoice choice, InetSocketAddress client) throws IOException {
    IOException last = new ConnectException("no endpoints");
    for (Backend backend : choice.order(client.getAddress())) {
      try {
        InetSocketAddress host = onHost.get(backend);
        SocketChannel channel =
            host != null
                ? dialer.onHost(host, PATIENCE)
                : dialer.fromNode(address(backend), PATIENCE);
        choice.served(client.getAddress(), backend);
        return channel;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private DatagramChannel datagrams(BackendChoice choice, InetSocketAddress client)
      throws IOException {
    List<Backend> order = choice.order(client.getAddress());
    if (order.isEmpty()) {
      throw new ConnectException("no endpoints");
    }
    Backend backend = order.getFirst();
    choice.served(client.getAddress(), backend);
    InetSocketAddress host = onHost.get(backend);
    return host != null ? dialer.datagramsOnHost(host) : dialer.datagramsFromNode(address(backend));
  }

  private static InetSocketAddress address(Backend backend) {
    return new InetSocketAddress(InetAddress.ofLiteral(backend.address()), backend.port());
  }

  private static void close(Open relay) {
    try {
      relay.relay().close();
    } catch (Exception e) {
      LOG.warn("a relay did not close", e);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(ServiceProxy::close);
    open.clear();
  }
}
