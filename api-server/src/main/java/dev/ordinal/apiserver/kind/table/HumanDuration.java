package dev.ordinal.apiserver.kind.table;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Upstream's short text for an age: {@code 5s}, {@code 3m20s}, {@code 2d4h}. */
public final class HumanDuration {

  private HumanDuration() {}

  /** The text of a duration. */
  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isNegative()) {
      // Clocks of two machines may differ by a little.
      return duration.compareTo(Duration.ofSeconds(-2)) <= 0 ? "<invalid>" : "0s";
    }
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    long years = days / 365;
    if (seconds < 120) {
      return seconds + "s";
    } else if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    } else if (minutes < 180) {
      return minutes + "m";
    } else if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    } else if (hours < 48) {
      return hours + "h";
    } else if (days < 8) {
      return two(days, "d", hours % 24, "h");
    } else if (years < 2) {
      return days + "d";
    } else if (years < 8) {
      return two(years, "y", days % 365, "d");
    }
    return years + "y";
  }

  /** The age of an RFC 3339 time stamp; {@code <unknown>} where there is none. */
  public static String since(String timestamp, Instant now) {
    if (timestamp.isEmpty()) {
      return "<unknown>";
    }
    try {
      return of(Duration.between(Instant.parse(timestamp), now));
    } catch (DateTimeParseException e) {
      return "<unknown>";
    }
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return small == 0 ? big + bigUnit : big + bigUnit + small + smallUnit;
  }
}
