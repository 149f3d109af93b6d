package dev.ordinal.apiserver.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A field selector as in a URL; matches when all its terms do. Immutable. */
public final class FieldSelector {

  /** Matches everything. */
  public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

  private record Term(String field, String value, Comparison comparison) {
    boolean matches(Map<String, String> fields) {
      boolean equal = value.equals(fields.getOrDefault(field, ""));
      return comparison == Comparison.EQUAL ? equal : !equal;
    }
  }

  private enum Comparison {
    EQUAL,
    DIFFERENT
  }

  private final List<Term> terms;

  private FieldSelector(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /**
   * Parses {@code field=value}, {@code ==} and {@code !=} terms, with backslash escapes.
   *
   * @throws SelectorException in upstream's words
   */
  public static FieldSelector parse(String text) {
    if (text.isBlank()) {
      return EVERYTHING;
    }
    List<Term> terms = new ArrayList<>();
    for (String part : split(text)) {
      if (!part.isEmpty()) {
        terms.add(term(text, part));
      }
    }
    return new FieldSelector(terms);
  }

  private static Term term(String text, String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.startsWith("!=", i)) {
        return new Term(
            part.substring(0, i).strip(), unescape(part.substring(i + 2)), Comparison.DIFFERENT);
      }
      if (part.charAt(i) == '=') {
        int end = part.startsWith("==", i) ? i + 2 : i + 1;
        return new Term(
            part.substring(0, i).strip(), unescape(part.substring(end)), Comparison.EQUAL);
      }
    }
    throw new SelectorException(
        "invalid selector: '" + text + "'; can't understand '" + part + "'");
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static String unescape(String value) {
    StringBuilder plain = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        if (i + 1 == value.length() || "\\,=".indexOf(value.charAt(i + 1)) < 0) {
          throw new SelectorException("invalid field selector: invalid escape sequence: \\");
        }
        plain.append(value.charAt(++i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** The fields that are asked for. */
  public List<String> fields() {
    return terms.stream().map(Term::field).toList();
  }

  /** The one value that a field must have, if the selector says so. */
  public Optional<String> required(String field) {
    return terms.stream()
        .filter(term -> term.comparison() == Comparison.EQUAL && term.field().equals(field))
        .map(Term::value)
        .findFirst();
  }

  /** Whether every term holds. */
  public boolean matches(Map<String, String> fields) {
    for (Term term : terms) {
      if (!term.matches(fields)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return terms.isEmpty();
  }
}
