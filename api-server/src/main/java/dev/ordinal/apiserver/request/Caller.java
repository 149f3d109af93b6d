package dev.ordinal.apiserver.request;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The other end of the connection, as the transport saw it.
 *
 * @param certificates the client's chain, leaf first, possession of its key proven but the chain
 *     not yet verified; empty where none was sent
 * @param address the client's address, for logs
 */
public record Caller(List<X509Certificate> certificates, String address) {

  /** Copies the list. */
  public Caller {
    certificates = List.copyOf(certificates);
  }
}
