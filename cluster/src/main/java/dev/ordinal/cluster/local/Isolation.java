package dev.ordinal.cluster.local;

import java.util.Locale;

/** How pods are kept apart. */
public enum Isolation {
  /** Namespaces of their own: addresses, mounts, processes. */
  NAMESPACES,
  /** Plain processes with loopback addresses, for machines that allow nothing else. */
  PROCESS;

  /** The flag's value. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
