package dev.ordinal.controller.runtime;

import dev.ordinal.client.Informer;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What a controller has written for a key and its caches have not shown yet. A pass that would read
 * such a stale cache might create or delete twice; it asks {@link #settled} first. Thread-safe.
 */
public final class OwnWrites {
  /** After this long a write that never showed up is forgotten: it was undone or the list moved. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How soon to look again while a cache is behind. */
  public static final Duration SOON = Duration.ofMillis(20);

  private final Map<ObjectKey, List<Expected>> expected = new ConcurrentHashMap<>();

  /** After a create or update: the answer of the server, whose revision the cache must reach. */
  public void wrote(ObjectKey key, Informer<?> informer, Object answer) {
    long revision = Metadata.of(answer).revision();
    expect(key, () -> informer.revision() >= revision);
  }

  /** After a delete: the cache must show the object as gone, deleting or replaced. */
  public <T> void deleted(ObjectKey key, Informer<T> informer, T object) {
    Metadata metadata = Metadata.of(object);
    expect(
        key,
        () ->
            informer
                .get(metadata.key())
                .map(Metadata::of)
                .filter(now -> now.uid().equals(metadata.uid()) && !now.deleting())
                .isEmpty());
  }

  /** True when the caches show every write made for this key. */
  public boolean settled(ObjectKey key) {
    long now = System.nanoTime();
    List<Expected> left =
        expected.computeIfPresent(
            key,
            (k, list) -> {
              List<Expected> open =
                  list.stream().filter(e -> now - e.until < 0 && !e.met.getAsBoolean()).toList();
              return open.isEmpty() ? null : open;
            });
    return left == null;
  }

  private void expect(ObjectKey key, BooleanSupplier met) {
    Expected added = new Expected(met, System.nanoTime() + PATIENCE.toNanos());
    expected.merge(
        key,
        List.of(added),
        (old, one) -> {
          List<Expected> all = new ArrayList<>(old);
          all.addAll(one);
          return all;
        });
  }

  private record Expected(BooleanSupplier met, long until) {}
}
