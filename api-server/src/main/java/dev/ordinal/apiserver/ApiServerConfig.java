package dev.ordinal.apiserver;

import dev.ordinal.apiserver.kind.FeatureGates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an API server has to be told.
 *
 * @param bind where to listen; port 0 for any free one
 * @param tls PEM files of the server
 * @param kubelet how to reach node agents
 * @param serviceAccounts keys and issuer of tokens
 * @param network the addresses of the cluster's own services
 */
public record ApiServerConfig(
    Bind bind,
    Tls tls,
    Kubelet kubelet,
    ServiceAccounts serviceAccounts,
    Network network,
    FeatureGates featureGates) {

  /** An address to listen at. */
  public record Bind(InetAddress address, int port) {}

  /** The server's certificate chain and key (PEM), and the CA whose client certificates count. */
  public record Tls(Path certificate, Path privateKey, Path clientCa) {}

  /** The client certificate and key for node agents, and the CA of their certificates. */
  public record Kubelet(Path certificate, Path privateKey, Path authority) {}

  /** PEM files of the EC P-256 key pair, and the issuer's URL. */
  public record ServiceAccounts(Path signingKey, Path publicKey, String issuer) {}

  /**
   * The addresses of the cluster's own services.
   *
   * @param serviceRange CIDR of cluster IPs
   * @param advertiseAddress the endpoint of Service {@code kubernetes}
   * @param clusterDns the cluster IP of Service {@code kube-dns}
   * @param clusterDnsEndpoint the endpoint of Service {@code kube-dns}
   * @param loopbackEndpoints whether endpoints may be loopback addresses
   */
  public record Network(
      String serviceRange,
      String advertiseAddress,
      String clusterDns,
      String clusterDnsEndpoint,
      boolean loopbackEndpoints) {

    /** The addresses of an ordinary cluster. */
    public static final Network DEFAULT =
        new Network("10.96.0.0/16", "172.30.255.1", "10.96.0.10", "172.30.255.2", false);
  }

  /** The issuer of an ordinary cluster. */
  public static final String DEFAULT_ISSUER = "https://kubernetes.default.svc.cluster.local";

  /** A value that a flag must give. */
  static <T> T required(Optional<T> value, String flag) {
    return value.orElseThrow(() -> new IllegalArgumentException("--" + flag + " is required"));
  }
}
