package dev.ordinal.nodeagent.api;

import dev.ordinal.client.Informer;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ListOptions;
import dev.ordinal.client.ResourceKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One watch for each object that pods of this node show, however many pods show it: every pod has
 * the cluster's certificate, so a watch per pod would be many.
 *
 * <p>Threads: {@code this} guards the entries; listeners are called outside.
 */
final class SharedWatches<T> {

  private final KubeClient client;
  private final ResourceKind<T> kind;
  private final Map<String, Entry<T>> entries = new HashMap<>();

  /** An object's watch and who hears of it; without listeners it is ended. */
  private record Entry<T>(Informer<T> informer, Map<Object, Runnable> listeners) {}

  SharedWatches(KubeClient client, ResourceKind<T> kind) {
    this.client = client;
    this.kind = kind;
  }

  synchronized ClusterApi.Subscription subscribe(String namespace, String name, Runnable changed) {
    String key = namespace + "/" + name;
    Entry<T> entry = entries.get(key);
    if (entry == null) {
      Informer<T> informer =
          new Informer<>(client, kind, namespace, ListOptions.fields("metadata.name=" + name))
              .handler((before, now) -> tell(key));
      entry = new Entry<>(informer, new LinkedHashMap<>());
      entries.put(key, entry);
      informer.start();
    }
    Object ticket = new Object();
    entry.listeners().put(ticket, changed);
    return () -> unsubscribe(key, ticket);
  }

  private synchronized void unsubscribe(String key, Object ticket) {
    Entry<T> entry = entries.get(key);
    if (entry != null && entry.listeners().remove(ticket) != null && entry.listeners().isEmpty()) {
      entries.remove(key);
      entry.informer().close();
    }
  }

  /** The object as last seen, if it is watched and there. */
  Optional<T> find(String namespace, String name) {
    Entry<T> entry;
    synchronized (this) {
      entry = entries.get(namespace + "/" + name);
    }
    return entry == null ? Optional.empty() : entry.informer().get(namespace, name);
  }

  private void tell(String key) {
    List<Runnable> listeners;
    synchronized (this) {
      Entry<T> entry = entries.get(key);
      listeners = entry == null ? List.of() : List.copyOf(entry.listeners().values());
    }
    listeners.forEach(Runnable::run);
  }
}
