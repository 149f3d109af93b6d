package dev.ordinal.controller.runtime;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of all flags; immutable. */
public final class Settings {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|ns|m|s)");
  private static final Map<String, Double> NANOS =
      Map.of("h", 3600e9, "m", 60e9, "s", 1e9, "ms", 1e6, "us", 1e3, "ns", 1.0);

  private final Map<Flag, String> values;

  private Settings(Map<Flag, String> values) {
    this.values = values;
  }

  public static Settings defaults() {
    return new Settings(new EnumMap<>(Flag.class));
  }

  /** The same settings but for one flag. */
  public Settings with(Flag flag, String value) {
    Map<Flag, String> changed = new EnumMap<>(Flag.class);
    changed.putAll(values);
    changed.put(flag, value);
    return new Settings(changed);
  }

  public String text(Flag flag) {
    return values.getOrDefault(flag, flag.defaultValue());
  }

  public int integer(Flag flag) {
    try {
      return Integer.parseInt(text(flag));
    } catch (NumberFormatException e) {
      throw bad(flag, "a whole number");
    }
  }

  public double decimal(Flag flag) {
    try {
      return Double.parseDouble(text(flag));
    } catch (NumberFormatException e) {
      throw bad(flag, "a number");
    }
  }

  /** A duration as Go writes it: {@code 1m30s}, {@code 500ms}. */
  public Duration duration(Flag flag) {
    String text = text(flag);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = PART.matcher(text);
    double nanos = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      nanos += Double.parseDouble(matcher.group(1)) * NANOS.getOrDefault(matcher.group(2), 0.0);
      end = matcher.end();
    }
    if (end != text.length() || end == 0) {
      throw bad(flag, "a duration such as 30s or 1m30s");
    }
    return Duration.ofNanos((long) nanos);
  }

  private IllegalArgumentException bad(Flag flag, String wanted) {
    return new IllegalArgumentException(
        "--" + flag.text() + "=" + text(flag) + " is not " + wanted);
  }
}
