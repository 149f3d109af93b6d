package dev.ordinal.nodeagent.server;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What part of a container's output is asked for, and how.
 *
 * @param tailLines the last so many lines; empty for all
 * @param since only lines from then on
 * @param limitBytes 0 for no limit
 * @param stream {@code All}, {@code Stdout} or {@code Stderr}
 */
record LogOptions(
    boolean follow,
    boolean previous,
    boolean timestamps,
    Optional<Long> tailLines,
    Optional<Instant> since,
    long limitBytes,
    String stream) {

  static LogOptions of(Route.Query query, Instant now) {
    Optional<Instant> since =
        query
            .one("sinceSeconds")
            .map(seconds -> now.minusSeconds(number("sinceSeconds", seconds)))
            .or(() -> query.one("sinceTime").map(LogOptions::time));
    return new LogOptions(
        query.isSet("follow"),
        query.isSet("previous"),
        query.isSet("timestamps"),
        query.one("tailLines").map(lines -> number("tailLines", lines)),
        since,
        query.one("limitBytes").map(bytes -> number("limitBytes", bytes)).orElse(0L),
        query.one("stream").orElse("All"));
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("invalid value \"" + text + "\" for " + name);
    }
  }

  private static Instant time(String text) {
    try {
      return java.time.OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw Refusal.badRequest("invalid value \"" + text + "\" for sinceTime");
    }
  }

  /** Whether a line of one of the streams is wanted. */
  boolean wants(boolean stderr) {
    return switch (stream) {
      case "Stdout" -> !stderr;
      case "Stderr" -> stderr;
      default -> true;
    };
  }
}
