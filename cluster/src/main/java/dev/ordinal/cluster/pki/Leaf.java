package dev.ordinal.cluster.pki;

import java.util.List;

/**
 * One certificate that the authority signs.
 *
 * @param file the name of its two files, without {@code .crt} and {@code .key}
 * @param organizations become the user's groups
 * @param names DNS names and addresses it is valid for as a server; empty for a client only
 */
public record Leaf(String file, String commonName, List<String> organizations, List<String> names) {

  /** Copies the lists. */
  public Leaf {
    organizations = List.copyOf(organizations);
    names = List.copyOf(names);
  }

  /** A client certificate. */
  public static Leaf client(String file, String commonName, String... organizations) {
    return new Leaf(file, commonName, List.of(organizations), List.of());
  }

  boolean isServer() {
    return !names.isEmpty();
  }
}
