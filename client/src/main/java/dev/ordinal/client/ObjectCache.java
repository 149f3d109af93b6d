package dev.ordinal.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects an informer knows, with indexes. Threads: every method takes {@code this} for a
 * moment and calls no foreign code but the index functions.
 */
final class ObjectCache<T> {
  private final Map<ObjectKey, T> objects = new HashMap<>();
  private final Map<String, Index<T>> indexes = new HashMap<>();

  synchronized void addIndex(String name, Function<T, Collection<String>> values) {
    Index<T> index = new Index<>(values);
    objects.forEach((key, object) -> index.add(key, object));
    indexes.put(name, index);
  }

  synchronized @Nullable T put(ObjectKey key, T object) {
    T before = objects.put(key, object);
    for (Index<T> index : indexes.values()) {
      if (before != null) {
        index.remove(key, before);
      }
      index.add(key, object);
    }
    return before;
  }

  synchronized @Nullable T remove(ObjectKey key) {
    T before = objects.remove(key);
    if (before != null) {
      indexes.values().forEach(index -> index.remove(key, before));
    }
    return before;
  }

  synchronized Optional<T> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  synchronized List<T> all() {
    return List.copyOf(objects.values());
  }

  synchronized List<ObjectKey> keys() {
    return List.copyOf(objects.keySet());
  }

  synchronized List<T> byIndex(String name, String value) {
    Index<T> index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no index named " + name);
    }
    return new ArrayList<>(index.entries.getOrDefault(value, Map.of()).values());
  }

  /** Value to the objects that have it. */
  private record Index<T>(
      Function<T, Collection<String>> values, Map<String, Map<ObjectKey, T>> entries) {
    Index(Function<T, Collection<String>> values) {
      this(values, new HashMap<>());
    }

    void add(ObjectKey key, T object) {
      for (String value : values.apply(object)) {
        entries.computeIfAbsent(value, v -> new LinkedHashMap<>()).put(key, object);
      }
    }

    void remove(ObjectKey key, T object) {
      for (String value : values.apply(object)) {
        Map<ObjectKey, T> having = entries.get(value);
        if (having != null && having.remove(key) != null && having.isEmpty()) {
          entries.remove(value);
        }
      }
    }
  }
}
