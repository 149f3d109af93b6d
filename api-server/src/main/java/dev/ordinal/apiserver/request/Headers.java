package dev.ordinal.apiserver.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Header fields in order; names compare without case. Immutable. */
public final class Headers {

  /** No fields. */
  public static final Headers EMPTY = new Headers(List.of());

  /** One header field. */
  public record Field(String name, String value) {}

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** The fields in the given order. */
  public static Headers of(List<Field> fields) {
    return fields.isEmpty() ? EMPTY : new Headers(fields);
  }

  /** One field. */
  public static Headers of(String name, String value) {
    return new Headers(List.of(new Field(name, value)));
  }

  /** These fields and one more. */
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /** These fields and those. */
  public Headers with(Headers others) {
    if (others.fields.isEmpty()) {
      return this;
    }
    List<Field> more = new ArrayList<>(fields);
    more.addAll(others.fields);
    return new Headers(more);
  }

  /** The first value of a field. */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** Whether a comma-separated field has an element, compared without case. */
  public boolean lists(String name, String element) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        for (String part : field.value().split(",", -1)) {
          if (part.strip().toLowerCase(Locale.ROOT).equals(element)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** All fields. */
  public List<Field> all() {
    return fields;
  }
}
