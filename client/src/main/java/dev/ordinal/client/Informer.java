package dev.ordinal.client;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of one kind that follows the server: lists once, then watches; resumes a broken watch
 * where it ended; lists again when the history is gone (410), with back-off.
 *
 * <p>Threads: one virtual thread reads the watch, changes the cache and calls the handlers; all
 * reads are safe from any thread. Objects read from it are shared and must not be changed.
 */
public final class Informer<T> implements AutoCloseable {
  /** The index by namespace that every informer has. */
  public static final String BY_NAMESPACE = "namespace";

  private static final Logger LOG = LoggerFactory.getLogger(Informer.class);

  private final KubeClient client;
  private final ResourceKind<T> kind;
  private final @Nullable String namespace;
  private final ListOptions options;
  private final ObjectCache<T> cache = new ObjectCache<>();
  private final List<ObjectHandler<T>> handlers = new CopyOnWriteArrayList<>();
  private final CountDownLatch synced = new CountDownLatch(1);
  private final Delay delay = new Delay(Duration.ofMillis(50), Duration.ofSeconds(2));

  private volatile boolean closed;
  private volatile long revision;
  private volatile @Nullable Watch<T> watch;
  private volatile @Nullable Thread thread;

  /** An informer over all namespaces and objects of a kind. */
  public Informer(KubeClient client, ResourceKind<T> kind) {
    this(client, kind, null, ListOptions.all());
  }

  /** An informer over one namespace (null: all) and the objects that the options select. */
  public Informer(
      KubeClient client, ResourceKind<T> kind, @Nullable String namespace, ListOptions options) {
    this.client = client;
    this.kind = kind;
    this.namespace = namespace;
    this.options = options;
    cache.addIndex(BY_NAMESPACE, object -> List.of(Metadata.of(object).namespace()));
  }

  /** Adds a handler; call it before {@link #start}, later ones miss what was there. */
  public Informer<T> handler(ObjectHandler<T> handler) {
    handlers.add(handler);
    return this;
  }

  /** Adds an index: the function names the values under which an object is found. */
  public Informer<T> index(String name, Function<T, Collection<String>> values) {
    cache.addIndex(name, values);
    return this;
  }

  /** Begins to follow the server; returns at once. */
  public synchronized void start() {
    if (thread == null && !closed) {
      thread = Thread.ofVirtual().name("informer-" + kind).start(this::run);
    }
  }

  /** True once the first list is in the cache and the handlers have seen it. */
  public boolean hasSynced() {
    return synced.getCount() == 0;
  }

  /** Waits for the first list; false when the time ran out. */
  public boolean awaitSync(Duration timeout) throws InterruptedException {
    return synced.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The newest revision of this kind that the cache has caught up with. */
  public long revision() {
    return revision;
  }

  public Optional<T> get(@Nullable String namespace, String name) {
    return cache.get(ObjectKey.of(namespace, name));
  }

  public Optional<T> get(ObjectKey key) {
    return cache.get(key);
  }

  /** A snapshot of all objects, in no order. */
  public List<T> list() {
    return cache.all();
  }

  public List<T> list(String namespace) {
    return cache.byIndex(BY_NAMESPACE, namespace);
  }

  /** The objects that an index has under a value. */
  public List<T> byIndex(String index, String value) {
    return cache.byIndex(index, value);
  }

  public ResourceKind<T> kind() {
    return kind;
  }

  private void run() {
    String position = "";
    while (!closed) {
      try {
        position = position.isEmpty() ? relist() : follow(position);
      } catch (ApiFailure e) {
        if (closed) {
          return;
        }
        if (e.code() != 0) {
          position = "";
        }
        LOG.debug("{}: {}", kind, e.getMessage());
        delay.pause();
      } catch (RuntimeException e) {
        LOG.error("informer of {} lists again", kind, e);
        position = "";
        delay.pause();
      }
    }
  }

  private String relist() {
    ObjectList<T> list = client.list(kind, namespace, options);
    Set<ObjectKey> present = new HashSet<>();
    for (T object : list.items()) {
      present.add(Metadata.of(object).key());
      put(object, revision);
    }
    for (ObjectKey key : cache.keys()) {
      if (!present.contains(key)) {
        remove(key, null, revision);
      }
    }
    revision = Metadata.revision(list.resourceVersion());
    synced.countDown();
    return list.resourceVersion();
  }

  /** Watches until the server ends it; answers where to go on, empty to list again. */
  private String follow(String from) {
    int seconds = ThreadLocalRandom.current().nextInt(300, 600);
    try (Watch<T> open = client.watch(kind, namespace, options, from, seconds)) {
      watch = open;
      return read(open, from);
    }
  }

  private String read(Watch<T> open, String from) {
    String position = from;
    while (!closed) {
      WatchEvent<T> event;
      try {
        event = open.next();
      } catch (ApiFailure e) {
        if (e.code() != 0) {
          throw e;
        }
        // A broken connection loses nothing: go on after the last event.
        event = null;
      }
      if (event == null) {
        // Without this a server that ends every watch at once would be asked without pause.
        delay.pause();
        return position;
      }
      delay.reset();
      apply(event);
      position = event.resourceVersion();
    }
    return position;
  }

  private void apply(WatchEvent<T> event) {
    long reached = Math.max(revision, Metadata.revision(event.resourceVersion()));
    switch (event.type()) {
      case ADDED, MODIFIED -> put(event.object(), reached);
      case DELETED -> remove(Metadata.of(event.object()).key(), event.object(), reached);
      case BOOKMARK -> revision = reached;
    }
  }

  /** The revision moves after the cache and before the handlers: who is told may rely on both. */
  private void put(T object, long reached) {
    Metadata metadata = Metadata.of(object);
    T before = cache.put(metadata.key(), object);
    revision = reached;
    if (before == null) {
      tell(null, object);
      return;
    }
    Metadata old = Metadata.of(before);
    if (!old.uid().equals(metadata.uid())) {
      // Deleted and made again while nobody looked: two objects, two changes.
      tell(before, null);
      tell(null, object);
    } else if (!old.resourceVersion().equals(metadata.resourceVersion())) {
      tell(before, object);
    }
  }

  private void remove(ObjectKey key, @Nullable T last, long reached) {
    T before = cache.remove(key);
    revision = reached;
    if (before != null) {
      tell(last == null ? before : last, null);
    }
  }

  private void tell(@Nullable T before, @Nullable T now) {
    for (ObjectHandler<T> handler : handlers) {
      try {
        handler.changed(before, now);
      } catch (RuntimeException e) {
        LOG.error("a handler of {} failed", kind, e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Watch<T> open = watch;
    if (open != null) {
      open.close();
    }
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
