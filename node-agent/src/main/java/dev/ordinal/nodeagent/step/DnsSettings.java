package dev.ordinal.nodeagent.step;

import java.nio.file.Path;
import java.util.List;

/**
 * How pods find names.
 *
 * @param clusterDns the cluster's DNS servers; empty when there are none
 * @param clusterDomain for example {@code cluster.local}
 * @param hostResolvConf the file that dnsPolicy Default shows
 */
public record DnsSettings(List<String> clusterDns, String clusterDomain, Path hostResolvConf) {

  /** Copies the list. */
  public DnsSettings {
    clusterDns = List.copyOf(clusterDns);
  }
}
