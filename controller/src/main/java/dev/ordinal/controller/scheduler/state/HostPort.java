package dev.ordinal.controller.scheduler.state;

/** A port that a pod takes on its node; the address 0.0.0.0 stands for all of the node's. */
public record HostPort(String address, String protocol, int port) {
  static final String ANY = "0.0.0.0";

  /** Whether two pods with these ports cannot share a node. */
  public boolean collidesWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (address.equals(ANY) || other.address.equals(ANY) || address.equals(other.address));
  }
}
