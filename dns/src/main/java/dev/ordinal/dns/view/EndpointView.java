package dev.ordinal.dns.view;

import java.net.InetAddress;
import java.util.List;

/**
 * One published address behind a service.
 *
 * @param label the endpoint's host name, or one made from its address
 */
public record EndpointView(String label, InetAddress address, List<PortView> ports) {

  /** Copies the list. */
  public EndpointView {
    ports = List.copyOf(ports);
  }
}
