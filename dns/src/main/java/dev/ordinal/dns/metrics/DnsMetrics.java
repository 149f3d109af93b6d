package dev.ordinal.dns.metrics;

import dev.ordinal.dns.query.QueryListener;
import dev.ordinal.dns.query.Transport;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** CoreDNS's main counters for one server. */
public final class DnsMetrics implements QueryListener {

  /** Types with a label of their own; others are "other", so that askers cannot fill the memory. */
  private static final Set<Integer> TYPES =
      Set.of(
          Type.A,
          Type.AAAA,
          Type.SRV,
          Type.PTR,
          Type.CNAME,
          Type.TXT,
          Type.SOA,
          Type.NS,
          Type.MX,
          Type.ANY);

  private static final double[] SECONDS = {
    0.00025, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1, 2, 4,
    8
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final String server;
  private final String zone;
  private final Counter requests =
      Counter.builder()
          .name("coredns_dns_requests_total")
          .help("Counter of DNS requests made per zone, protocol and family.")
          .labelNames("server", "zone", "view", "proto", "family", "type")
          .register(registry);
  private final Counter responses =
      Counter.builder()
          .name("coredns_dns_responses_total")
          .help("Counter of response status codes.")
          .labelNames("server", "zone", "view", "rcode", "plugin")
          .register(registry);
  private final Histogram durations =
      Histogram.builder()
          .name("coredns_dns_request_duration_seconds")
          .help("Histogram of the time (in seconds) each request took per zone.")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .labelNames("server", "zone", "view")
          .register(registry);

  /**
   * Counters of a server.
   *
   * @param server as CoreDNS writes it: {@code dns://<address>:<port>}
   * @param zone the cluster's domain
   */
  public DnsMetrics(String server, String zone) {
    this.server = server;
    this.zone = zone;
  }

  @Override
  public void answered(Transport transport, int type, int rcode, long nanos) {
    String protocol = transport.name().toLowerCase(Locale.ROOT);
    String typeName = TYPES.contains(type) ? Type.string(type) : "other";
    requests.labelValues(server, zone, "", protocol, "1", typeName).inc();
    responses.labelValues(server, zone, "", Rcode.string(rcode), "kubernetes").inc();
    durations.labelValues(server, zone, "").observe(nanos / 1e9);
  }

  /** Writes all counters in Prometheus' text format. */
  void write(OutputStream to) throws IOException {
    PrometheusTextFormatWriter.create().write(to, registry.scrape());
  }
}
