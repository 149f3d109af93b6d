package dev.ordinal.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a DNS server is set up.
 *
 * @param listen for UDP and TCP; port 0 for any
 * @param clusterDomain such as {@code cluster.local}, with or without a dot at the end
 * @param ttl of the records: 0 to 3600 s
 * @param metricsListen for HTTP: health, readiness, metrics; port 0 for any
 */
public record DnsServerConfig(
    InetSocketAddress listen, String clusterDomain, Duration ttl, InetSocketAddress metricsListen) {

  /** Refuses what would make no sense to a resolver. */
  public DnsServerConfig {
    if (clusterDomain.isBlank() || clusterDomain.equals(".")) {
      throw new IllegalArgumentException("the cluster domain must not be empty");
    }
    if (ttl.isNegative() || ttl.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("the TTL must be between 0 and 3600 s, not " + ttl);
    }
  }

  /** {@code cluster.local} on any loopback port. */
  public static DnsServerConfig loopback() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new DnsServerConfig(any, "cluster.local", Duration.ofSeconds(5), any);
  }
}
