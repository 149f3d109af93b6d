package dev.ordinal.controller.runtime;

import dev.ordinal.client.Informer;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One informer per kind and Java type for the whole process. Thread-safe. */
public final class Informers implements AutoCloseable {
  private final KubeClient client;
  private final Map<ResourceKind<?>, Informer<?>> informers = new LinkedHashMap<>();

  public Informers(KubeClient client) {
    this.client = client;
  }

  /**
   * The informer of a kind over all namespaces. Add handlers and indexes before {@link #start}: ask
   * for it in the constructor of a controller.
   */
  @SuppressWarnings("unchecked") // The map's value has the type parameter of its key.
  public synchronized <T> Informer<T> of(ResourceKind<T> kind) {
    return (Informer<T>) informers.computeIfAbsent(kind, k -> new Informer<>(client, kind));
  }

  /** Starts all informers that were asked for; again for those asked for since. */
  public synchronized void start() {
    informers.values().forEach(Informer::start);
  }

  /** True when every informer has its first list. */
  public boolean haveSynced() {
    return snapshot().stream().allMatch(Informer::hasSynced);
  }

  private synchronized List<Informer<?>> snapshot() {
    return List.copyOf(informers.values());
  }

  @Override
  public void close() {
    snapshot().forEach(Informer::close);
  }
}
