package dev.ordinal.apiserver.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;

/** Times as Go writes them. */
final class GoTime {

  private static final Pattern RFC3339 =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
  private static final DateTimeFormatter MICROS =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
          .appendLiteral('Z')
          .toFormatter(java.util.Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", java.util.Locale.ROOT);

  private GoTime() {}

  /** The canonical text of a time: UTC, whole seconds or six digits. */
  static String canonical(String text, boolean micro) {
    return format(parse(text, micro), micro);
  }

  static String format(Instant instant, boolean micro) {
    return (micro ? MICROS : SECONDS).format(instant.atOffset(ZoneOffset.UTC));
  }

  private static Instant parse(String text, boolean micro) {
    String layout = micro ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00";
    if (RFC3339.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new ValueException("parsing time \"" + text + "\": out of range");
      }
    }
    throw new ValueException(
        "parsing time "
            + GoText.quote(text)
            + " as \""
            + layout
            + "\": cannot parse "
            + GoText.quote(text)
            + " as \"2006\"");
  }
}
