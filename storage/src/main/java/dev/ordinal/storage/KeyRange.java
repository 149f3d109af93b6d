package dev.ordinal.storage;

/**
 * All keys that begin with a prefix and come after a key in byte order.
 *
 * @param prefix ends with {@code /}
 * @param after the key to continue behind, exclusive; empty for the whole prefix
 */
public record KeyRange(String prefix, String after) {

  /** Refuses prefixes that would cut a path segment in two. */
  public KeyRange {
    if (!prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix ends with /: " + prefix);
    }
    if (!after.isEmpty() && !after.startsWith(prefix)) {
      throw new IllegalArgumentException(after + " is not in " + prefix);
    }
  }

  /** Every key under the prefix. */
  public static KeyRange of(String prefix) {
    return new KeyRange(prefix, "");
  }

  /** The part of this range that comes behind a key. */
  public KeyRange startingAfter(Key key) {
    return new KeyRange(prefix, key.path());
  }

  /** Whether the key is in this range. */
  public boolean contains(Key key) {
    return key.path().startsWith(prefix)
        && (after.isEmpty() || Key.compareBytes(key.path(), after) > 0);
  }
}
