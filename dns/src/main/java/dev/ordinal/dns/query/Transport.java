package dev.ordinal.dns.query;

/** The way a query came. */
public enum Transport {
  UDP,
  TCP
}
