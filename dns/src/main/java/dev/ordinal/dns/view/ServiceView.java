package dev.ordinal.dns.view;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service with the fields that DNS needs.
 *
 * @param clusterIps empty for headless services and external names
 * @param externalName the name that an ExternalName service stands for
 * @param endpoints the ready ones
 */
public record ServiceView(
    String namespace,
    String name,
    List<InetAddress> clusterIps,
    @Nullable String externalName,
    List<PortView> ports,
    List<EndpointView> endpoints) {

  /** Copies the lists. */
  public ServiceView {
    clusterIps = List.copyOf(clusterIps);
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  /** Whether the service's name stands for its endpoints. */
  public boolean headless() {
    return clusterIps.isEmpty() && externalName == null;
  }
}
