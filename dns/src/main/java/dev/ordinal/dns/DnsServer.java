package dev.ordinal.dns;

import dev.ordinal.client.KubeClient;
import dev.ordinal.client.KubeConfig;
import dev.ordinal.dns.metrics.DnsMetrics;
import dev.ordinal.dns.metrics.HealthServer;
import dev.ordinal.dns.query.QueryHandler;
import dev.ordinal.dns.transport.DnsListener;
import dev.ordinal.dns.view.ClusterView;
import dev.ordinal.dns.view.ViewSource;
import dev.ordinal.dns.zone.ClusterResolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * The DNS server of one cluster: binds in its constructor, follows the cluster from {@link #start}
 * on, and keeps answering with what it knows while the API server is away.
 *
 * <p>Until the cluster is known questions are answered with SERVFAIL, never with NXDOMAIN.
 */
public final class DnsServer implements AutoCloseable {

  private final DnsListener listener;
  private final HealthServer health;
  private final Supplier<Optional<ClusterView>> view;
  private final @Nullable KubeClient client;
  private final @Nullable ViewSource source;

  /**
   * A server for the cluster of a kubeconfig.
   *
   * @throws IOException naming the address that cannot be listened on
   */
  public DnsServer(DnsServerConfig config, KubeConfig kubeConfig) throws IOException {
    this(config, new KubeClient(kubeConfig, "ordinal-dns"));
  }

  private DnsServer(DnsServerConfig config, KubeClient client) throws IOException {
    this(config, client, new ViewSource(client, Clock.systemUTC()));
  }

  private DnsServer(DnsServerConfig config, KubeClient client, ViewSource source)
      throws IOException {
    this(config, source, client, source);
  }

  /** A server for a view that somebody else makes. */
  DnsServer(DnsServerConfig config, Supplier<Optional<ClusterView>> view) throws IOException {
    this(config, view, null, null);
  }

  private DnsServer(
      DnsServerConfig config,
      Supplier<Optional<ClusterView>> view,
      @Nullable KubeClient client,
      @Nullable ViewSource source)
      throws IOException {
    this.view = view;
    this.client = client;
    this.source = source;
    Name domain = domain(config.clusterDomain());
    DnsMetrics metrics = new DnsMetrics("dns://" + text(config.listen()), domain.toString());
    ClusterResolver resolver = new ClusterResolver(domain, config.ttl().toSeconds(), view);
    this.listener = new DnsListener(config.listen(), new QueryHandler(resolver, metrics));
    try {
      this.health = new HealthServer(config.metricsListen(), metrics, this::ready);
    } catch (IOException e) {
      listener.close();
      throw new IOException(
          "cannot listen on " + text(config.metricsListen()) + " (metrics): " + e.getMessage(), e);
    }
  }

  /** Begins to follow the cluster; returns at once. */
  public void start() {
    if (source != null) {
      source.start();
    }
  }

  /** Where UDP and TCP queries are answered. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** Where {@code /health}, {@code /ready} and {@code /metrics} are. */
  public InetSocketAddress metricsAddress() {
    return health.address();
  }

  /** Whether the cluster is known. */
  public boolean ready() {
    return view.get().isPresent();
  }

  @Override
  public void close() {
    listener.close();
    health.close();
    if (source != null) {
      source.close();
    }
    if (client != null) {
      client.close();
    }
  }

  static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static Name domain(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a domain: " + text, e);
    }
  }
}
