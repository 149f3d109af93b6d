package dev.ordinal.apiserver.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One change of one object. What watchers are sent of it is encoded once per form and shared.
 *
 * @param current the object after the change; before it in a deletion, at the deletion's revision
 * @param previous the object before; empty where it came into being
 */
public record CacheEvent(
    Change change,
    long revision,
    StoredObject current,
    Optional<StoredObject> previous,
    Map<String, byte[]> frames) {

  /** What happened in the store. */
  public enum Change {
    /** Created or replaced. */
    PUT,
    /** Removed. */
    DELETE
  }

  /** An event that nobody has encoded yet. */
  static CacheEvent of(Change change, StoredObject current, Optional<StoredObject> previous) {
    return new CacheEvent(
        change, current.revision(), current, previous, new ConcurrentHashMap<>(4));
  }

  /** The bytes of a form, made by whoever needs them first. */
  public byte[] frame(String form, Function<String, byte[]> encoder) {
    return frames.computeIfAbsent(form, encoder);
  }

  /** Roughly what holding on to it costs. */
  int weight() {
    return current.json().length + 256;
  }
}
