package dev.ordinal.storage;

/**
 * A registry key such as {@code /apps/statefulsets/default/web}. Keys are ordered by their UTF-8
 * bytes, and that order is the order of lists.
 */
public record Key(String path) {

  /** Refuses what is not an absolute path. */
  public Key {
    if (!path.startsWith("/") || path.length() < 2) {
      throw new IllegalArgumentException("not a key: " + path);
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
