package dev.ordinal.apiserver.quantity;

import java.util.Map;
import java.util.Optional;

/**
 * What follows the digits of a quantity.
 *
 * @param base 10 or 2
 */
record Suffix(Format format, int base, int exponent) {

  /** The family of suffixes that a quantity was written with, and is written with again. */
  enum Format {
    /** {@code k}, {@code M}, {@code m}, ... */
    DECIMAL_SI,
    /** {@code Ki}, {@code Mi}, ... */
    BINARY_SI,
    /** {@code e3}. */
    DECIMAL_EXPONENT
  }

  /** Beyond this a quantity is refused: sums would need numbers of that many digits. */
  private static final int MAX_EXPONENT = 100;

  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

  static Optional<Suffix> parse(String text) {
    Integer decimal = DECIMAL.get(text);
    if (decimal != null) {
      return Optional.of(new Suffix(Format.DECIMAL_SI, 10, decimal));
    }
    Integer binary = BINARY.get(text);
    if (binary != null) {
      return Optional.of(new Suffix(Format.BINARY_SI, 2, binary));
    }
    if (text.matches("[eE][+-]?[0-9]{1,9}")) {
      int exponent = Integer.parseInt(text.substring(1));
      if (Math.abs(exponent) <= MAX_EXPONENT) {
        return Optional.of(new Suffix(Format.DECIMAL_EXPONENT, 10, exponent));
      }
    }
    return Optional.empty();
  }

  /** The suffix for a power, empty where the family has none. */
  static String of(Format format, int exponent) {
    return switch (format) {
      case DECIMAL_SI -> find(DECIMAL, exponent);
      case BINARY_SI -> find(BINARY, exponent);
      case DECIMAL_EXPONENT -> exponent == 0 ? "" : "e" + exponent;
    };
  }

  private static String find(Map<String, Integer> suffixes, int exponent) {
    return suffixes.entrySet().stream()
        .filter(e -> e.getValue() == exponent)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
