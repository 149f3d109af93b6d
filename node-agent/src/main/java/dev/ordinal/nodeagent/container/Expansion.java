package dev.ordinal.nodeagent.container;

import java.util.List;
import java.util.Map;

/** Replaces {@code $(NAME)} as upstream does: unknown names stay, {@code $$} is one dollar. */
public final class Expansion {

  private Expansion() {}

  /** A text with the names that are known replaced. */
  public static String expand(String text, Map<String, String> values) {
    int dollar = text.indexOf('$');
    if (dollar < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$' || at + 1 == text.length()) {
        out.append(c);
        at++;
        continue;
      }
      at = expandAt(text, at, values, out);
    }
    return out.toString();
  }

  /** Handles the dollar at a position and returns the position behind what it read. */
  private static int expandAt(String text, int at, Map<String, String> values, StringBuilder out) {
    char next = text.charAt(at + 1);
    if (next == '$') {
      out.append('$');
      return at + 2;
    }
    if (next != '(') {
      out.append('$').append(next);
      return at + 2;
    }
    int end = text.indexOf(')', at + 2);
    if (end < 0) {
      out.append("$(");
      return at + 2;
    }
    String name = text.substring(at + 2, end);
    String value = values.get(name);
    out.append(value == null ? "$(" + name + ")" : value);
    return end + 1;
  }

  /** All texts of a list. */
  public static List<String> expandAll(List<String> texts, Map<String, String> values) {
    return texts.stream().map(text -> expand(text, values)).toList();
  }
}
