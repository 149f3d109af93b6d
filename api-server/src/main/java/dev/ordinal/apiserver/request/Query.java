package dev.ordinal.apiserver.request;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The query of a URL, decoded. Immutable. */
public final class Query {

  /** No parameters. */
  public static final Query EMPTY = new Query("", Map.of());

  private final String raw;
  private final Map<String, List<String>> values;

  private Query(String raw, Map<String, List<String>> values) {
    this.raw = raw;
    this.values = values;
  }

  /** Parses what stands behind the question mark. */
  public static Query parse(String raw) {
    if (raw.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
      }
    }
    return new Query(raw, values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("invalid URL escape in the query: " + text);
    }
  }

  /** As it was sent. */
  public String raw() {
    return raw;
  }

  /** The first value; empty where the parameter is not there or has no text. */
  public Optional<String> text(String name) {
    List<String> all = values.get(name);
    return all == null || all.getFirst().isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  /** Every value of a parameter. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether the parameter is there, with or without a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A boolean as upstream reads it: only {@code 0}, {@code false} and absence are false. */
  public boolean flag(String name) {
    List<String> all = values.get(name);
    return all != null && !all.getFirst().equals("0") && !all.getFirst().equals("false");
  }

  /** A number; anything else is a bad request. */
  public Optional<Long> number(String name) {
    return text(name)
        .map(
            value -> {
              try {
                return Long.parseLong(value);
              } catch (NumberFormatException e) {
                throw ApiException.badRequest(
                    "strconv.ParseInt: parsing \"" + value + "\": invalid syntax");
              }
            });
  }
}
