package dev.ordinal.storage;

import java.util.Objects;

/**
 * A registry key such as {@code /apps/statefulsets/default/web}. Keys are ordered by their UTF-8
 * bytes, and that order is the order of lists.
 */
public record Key(String path) implements Comparable<Key> {

  /** Refuses what is not an absolute path, and what has no exact UTF-8 form or a NUL in it. */
  public Key {
    if (!path.startsWith("/") || path.length() < 2) {
      throw new IllegalArgumentException("not a key: " + path);
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == 0 || (Character.isSurrogate(c) && !isPairAt(path, i))) {
        throw new IllegalArgumentException("a key cannot hold the character at " + i + ": " + path);
      }
    }
  }

  /** Compares two paths as their UTF-8 bytes compare. */
  static int compareBytes(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Integer.compare(utf8Rank(a), utf8Rank(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public int compareTo(Key other) {
    return compareBytes(path, Objects.requireNonNull(other).path);
  }

  @Override
  public String toString() {
    return path;
  }

  /** UTF-8 sorts surrogate pairs behind U+E000 to U+FFFF; UTF-16 units sort before them. */
  private static int utf8Rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  private static boolean isPairAt(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
