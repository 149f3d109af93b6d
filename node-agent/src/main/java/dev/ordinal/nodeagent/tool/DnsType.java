package dev.ordinal.nodeagent.tool;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The numbers of record types and their names. */
final class DnsType {

  static final int A = 1;
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int PTR = 12;
  static final int MX = 15;
  static final int TXT = 16;
  static final int AAAA = 28;
  static final int SRV = 33;
  static final int OPT = 41;

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "A", A, "NS", NS, "CNAME", CNAME, "SOA", SOA, "PTR", PTR, "MX", MX, "TXT", TXT, "AAAA",
          AAAA, "SRV", SRV, "ANY", 255);

  private DnsType() {}

  static Optional<Integer> number(String name) {
    return Optional.ofNullable(NUMBERS.get(name.toUpperCase(Locale.ROOT)));
  }

  static String name(int number) {
    return NUMBERS.entrySet().stream()
        .filter(entry -> entry.getValue() == number)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("TYPE" + number);
  }
}
