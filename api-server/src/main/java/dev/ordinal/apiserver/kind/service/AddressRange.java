package dev.ordinal.apiserver.kind.service;

import dev.ordinal.apiserver.kind.tree.Addresses;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A range of IPv4 addresses that services get theirs from. The first and the last of the range are
 * never given out. Addresses without a wish come from the upper part first, so that the lower part
 * stays for those who name theirs.
 *
 * @param cidr such as {@code 10.96.0.0/16}
 */
record AddressRange(String cidr, long base, long size) {

  private static final int SMALLEST_STATIC = 16;
  private static final int LARGEST_STATIC = 256;

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static AddressRange parse(String cidr) {
    int slash = cidr.indexOf('/');
    String address = slash < 0 ? "" : cidr.substring(0, slash);
    String bits = slash < 0 ? "" : cidr.substring(slash + 1);
    if (!Addresses.isIpv4(address) || !bits.matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException("invalid CIDR address: " + cidr);
    }
    int length = Integer.parseInt(bits);
    if (length < 8 || length > 30) {
      throw new IllegalArgumentException(
          "the range " + cidr + " must have a prefix length from 8 to 30");
    }
    long size = 1L << (32 - length);
    return new AddressRange(cidr, toNumber(address) / size * size, size);
  }

  boolean contains(String address) {
    if (!Addresses.isIpv4(address)) {
      return false;
    }
    long offset = toNumber(address) - base;
    return offset > 0 && offset < size - 1;
  }

  /** The first usable address, which belongs to the service {@code kubernetes}. */
  String first() {
    return toText(base + 1);
  }

  /** A free address, or an empty text where all are taken. */
  String free(Set<String> taken, RandomGenerator random) {
    long reserved = Math.clamp(size / 16, SMALLEST_STATIC, LARGEST_STATIC);
    long bottom = Math.min(reserved, size - 2);
    String upper = search(bottom, size - 1, taken, random);
    return upper.isEmpty() ? search(1, bottom, taken, random) : upper;
  }

  private String search(long from, long to, Set<String> taken, RandomGenerator random) {
    if (from >= to) {
      return "";
    }
    long count = to - from;
    long start = random.nextLong(count);
    for (long i = 0; i < count; i++) {
      String address = toText(base + from + (start + i) % count);
      if (!taken.contains(address)) {
        return address;
      }
    }
    return "";
  }

  private static long toNumber(String address) {
    long number = 0;
    for (String octet : address.split("\\.")) {
      number = number << 8 | Integer.parseInt(octet);
    }
    return number;
  }

  private static String toText(long number) {
    return (number >> 24 & 255)
        + "."
        + (number >> 16 & 255)
        + "."
        + (number >> 8 & 255)
        + "."
        + (number & 255);
  }
}
