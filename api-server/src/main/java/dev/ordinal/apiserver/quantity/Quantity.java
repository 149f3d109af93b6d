package dev.ordinal.apiserver.quantity;

import dev.ordinal.apiserver.quantity.Suffix.Format;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A quantity of a resource, exact down to a billionth. Equal values are equal, however written.
 * Immutable.
 */
public final class Quantity implements Comparable<Quantity> {

  /** Nothing. */
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Format.DECIMAL_SI, "0");

  private static final String WRONG_FORMAT =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  private static final String WRONG_SUFFIX = "unable to parse quantity's suffix";
  private static final Pattern FORM =
      Pattern.compile("([+-]?)([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)");
  private static final int MAX_LENGTH = 1000;
  private static final int NANO = 9;
  private static final int FAST_DIGITS = 18;
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigInteger KIBI_INTEGER = BigInteger.valueOf(1024);

  private final BigDecimal value;
  private final Format format;
  private final String text;

  private Quantity(BigDecimal value, Format format, String text) {
    this.value = value;
    this.format = format;
    this.text = text;
  }

  /**
   * Reads a quantity.
   *
   * @throws IllegalArgumentException with upstream's text
   */
  public static Quantity parse(String text) {
    Matcher m = FORM.matcher(text);
    if (text.isEmpty() || text.length() > MAX_LENGTH || !m.matches()) {
      throw new IllegalArgumentException(WRONG_FORMAT);
    }
    String number = m.group(2).replaceFirst("^0+", "");
    String fraction = m.group(3) == null ? "" : m.group(3);
    Suffix suffix =
        Suffix.parse(m.group(4)).orElseThrow(() -> new IllegalArgumentException(WRONG_SUFFIX));
    String digits = (number.isEmpty() ? "0" : number) + fraction;
    BigInteger unscaled = new BigInteger(m.group(1).equals("-") ? "-" + digits : digits);
    BigDecimal value = new BigDecimal(unscaled, fraction.length());
    if (suffix.base() == 10) {
      value = value.scaleByPowerOfTen(suffix.exponent());
    } else {
      value = value.multiply(new BigDecimal(BigInteger.TWO.pow(suffix.exponent())));
    }
    if (keepsText(digits, fraction, suffix)) {
      return new Quantity(value, suffix.format(), text);
    }
    return bounded(value, suffix.format());
  }

  /** A whole number. */
  public static Quantity of(long value) {
    return bounded(BigDecimal.valueOf(value), Format.DECIMAL_SI);
  }

  /** Upstream takes a text that looks canonical as it is, without looking closely. */
  private static boolean keepsText(String digits, String fraction, Suffix suffix) {
    if (suffix.format() == Format.BINARY_SI) {
      int used = digits.length() + suffix.exponent() * 3 / 10 + 1;
      return fraction.isEmpty() && used <= 15 && (Long.parseLong(digits) & 7) != 0;
    }
    int scale = suffix.exponent() - fraction.length();
    return digits.length() <= FAST_DIGITS
        && scale >= -NANO
        && scale % 3 == 0
        && !digits.endsWith("000")
        && digits.charAt(0) != '0';
  }

  private static Quantity bounded(BigDecimal value, Format format) {
    BigDecimal rounded = value.scale() > NANO ? value.setScale(NANO, RoundingMode.UP) : value;
    Format kept = format;
    if (format == Format.BINARY_SI) {
      if (rounded.abs().compareTo(MAX) > 0) {
        rounded = rounded.signum() < 0 ? MAX.negate() : MAX;
      }
      if (rounded.signum() > 0 && rounded.compareTo(BigDecimal.ONE) < 0) {
        kept = Format.DECIMAL_SI;
      }
    }
    return new Quantity(rounded, kept, canonical(rounded, kept));
  }

  private static String canonical(BigDecimal value, Format format) {
    if (value.signum() == 0) {
      return "0";
    }
    if (format == Format.BINARY_SI && value.abs().compareTo(KIBI) >= 0 && isWhole(value)) {
      return binary(value.toBigIntegerExact());
    }
    Format decimal = format == Format.BINARY_SI ? Format.DECIMAL_SI : format;
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = Math.floorDiv(-stripped.scale(), 3) * 3;
    return stripped.scaleByPowerOfTen(-exponent).toBigIntegerExact() + Suffix.of(decimal, exponent);
  }

  private static String binary(BigInteger value) {
    BigInteger rest = value;
    int exponent = 0;
    while (exponent < 60 && rest.mod(KIBI_INTEGER).signum() == 0) {
      rest = rest.divide(KIBI_INTEGER);
      exponent += 10;
    }
    return rest + Suffix.of(Format.BINARY_SI, exponent);
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }

  /** The exact value. */
  public BigDecimal value() {
    return value;
  }

  /** The sum, in the form of this quantity, or of the other one when this is zero. */
  public Quantity plus(Quantity other) {
    return bounded(value.add(other.value), value.signum() == 0 ? other.format : format);
  }

  /** The difference, in the form of this quantity, or of the other one when this is zero. */
  public Quantity minus(Quantity other) {
    return bounded(value.subtract(other.value), value.signum() == 0 ? other.format : format);
  }

  /** Rounded up (away from zero) to thousandths; the text stays where nothing is lost. */
  public Quantity roundUpToMilli() {
    return value.scale() <= 3 ? this : bounded(value.setScale(3, RoundingMode.UP), format);
  }

  /** The smallest whole number that is not below. */
  public long ceiling() {
    return value.setScale(0, RoundingMode.CEILING).min(MAX).max(MAX.negate()).longValueExact();
  }

  /** In thousandths, rounded up. */
  public long milliCeiling() {
    return value
        .scaleByPowerOfTen(3)
        .setScale(0, RoundingMode.CEILING)
        .min(MAX)
        .max(MAX.negate())
        .longValueExact();
  }

  /** -1, 0 or 1. */
  public int signum() {
    return value.signum();
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity q && value.compareTo(q.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  /** The form in which it is stored. */
  @Override
  public String toString() {
    return text;
  }
}
