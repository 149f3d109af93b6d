package dev.ordinal.client;

/** One event of a watch; a bookmark carries an object with nothing but its resource version. */
public record WatchEvent<T>(Type type, T object, String resourceVersion) {

  /** What happened to the object. Errors are thrown as {@link ApiFailure}, never returned. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED,
    BOOKMARK
  }
}
