package dev.ordinal.apiserver.cache;

import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.storage.Entry;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.StoreException;
import dev.ordinal.storage.WatchStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the store's history to the caches, in order, on one thread.
 *
 * <p>Threads: the feeder thread applies; readers wait in {@link #awaitFresh}. The lock guards the
 * waiting only; {@code feeding} keeps the creation of a cache and the application of events apart.
 */
public final class CacheFeeder implements AutoCloseable {

  /** All objects lie below this key. */
  public static final String ROOT = "/registry/";

  private static final Logger LOG = LoggerFactory.getLogger(CacheFeeder.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Store store;
  private final Map<String, Fed> caches = new ConcurrentHashMap<>();

  /** Caches of kinds that are stored as those of another group, by the same prefixes. */
  private final Map<String, Fed> otherForms = new ConcurrentHashMap<>();

  private final ReentrantLock feeding = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final Thread thread;
  private volatile long applied;
  private volatile boolean closed;

  private record Fed(ResourceType type, ResourceCache cache) {}

  /** Reads the store's present state; {@link #start} follows it from there. */
  public CacheFeeder(Store store) {
    this.store = store;
    this.applied = store.revision().value();
    this.thread = Thread.ofPlatform().name("cache-feeder").daemon().unstarted(this::run);
  }

  /** Starts to follow the store. */
  public void start() {
    thread.start();
  }

  /** Where a resource's objects lie. */
  public static String prefix(ResourceType type) {
    String group = type.storageGroup().isEmpty() ? "core" : type.storageGroup();
    return ROOT + group + "/" + type.plural() + "/";
  }

  /** The cache of a resource; filled from the store when it is first asked for. */
  public ResourceCache cache(ResourceType type) {
    String prefix = prefix(type);
    Map<String, Fed> map = type.storedElsewhere() ? otherForms : caches;
    Fed fed = map.get(prefix);
    return fed != null ? fed.cache() : create(map, prefix, type);
  }

  private ResourceCache create(Map<String, Fed> map, String prefix, ResourceType type) {
    feeding.lock();
    try {
      Fed present = map.get(prefix);
      if (present != null) {
        return present.cache();
      }
      ResourceCache cache = new ResourceCache(prefix, () -> applied);
      Page page = store.range(KeyRange.of(prefix), new Revision(applied), 0);
      cache.load(index(type, page.entries()), applied);
      map.put(prefix, new Fed(type, cache));
      return cache;
    } finally {
      feeding.unlock();
    }
  }

  private static List<ResourceCache.KeyedObject> index(ResourceType type, List<Entry> entries) {
    return entries.stream()
        .map(
            entry ->
                new ResourceCache.KeyedObject(
                    entry.key().path(),
                    ObjectIndexer.indexStored(type, entry.value(), entry.modRevision().value())))
        .toList();
  }

  private void run() {
    while (!closed) {
      try (WatchStream stream = store.watch(KeyRange.of(ROOT), new Revision(applied))) {
        follow(stream);
      } catch (StoreException e) {
        switch (e.code()) {
          case CLOSED -> closed = true;
          case OVERFLOWED, COMPACTED -> reload();
          default -> {
            LOG.error("the store's history cannot be followed", e);
            pause();
          }
        }
      } catch (InterruptedException _) {
        closed = true;
      } catch (RuntimeException e) {
        LOG.error("a change could not be applied; reading everything again", e);
        pause();
        reload();
      }
    }
    all().forEach(fed -> fed.cache().close());
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException _) {
      closed = true;
    }
  }

  private void follow(WatchStream stream) throws InterruptedException {
    while (!closed) {
      Optional<StoreEvent> event = stream.next(POLL);
      if (event.isPresent()) {
        feeding.lock();
        try {
          apply(event.get());
        } finally {
          feeding.unlock();
        }
        advance(event.get().revision().value());
      }
    }
  }

  private void apply(StoreEvent event) {
    switch (event) {
      case StoreEvent.Put put -> {
        String key = put.entry().key().path();
        for (Fed fed : fed(key)) {
          fed.cache()
              .put(
                  key,
                  ObjectIndexer.indexStored(
                      fed.type(), put.entry().value(), put.revision().value()));
        }
      }
      case StoreEvent.Delete delete -> {
        String key = delete.previous().key().path();
        for (Fed fed : fed(key)) {
          fed.cache().remove(key, delete.revision().value());
        }
      }
      case StoreEvent.Progress _ -> {
        // Only the mark moves.
      }
    }
  }

  private List<Fed> fed(String key) {
    int group = key.indexOf('/', ROOT.length());
    int plural = group < 0 ? -1 : key.indexOf('/', group + 1);
    String prefix = plural < 0 ? "" : key.substring(0, plural + 1);
    return Stream.of(caches, otherForms)
        .map(map -> map.get(prefix))
        .filter(Objects::nonNull)
        .toList();
  }

  private List<Fed> all() {
    return Stream.of(caches, otherForms).flatMap(map -> map.values().stream()).toList();
  }

  private void reload() {
    feeding.lock();
    try {
      Page page = store.range(KeyRange.of(ROOT), Revision.LATEST, 0);
      long revision = page.revision().value();
      for (Fed fed : all()) {
        String prefix = prefix(fed.type());
        List<Entry> own =
            page.entries().stream().filter(entry -> entry.key().path().startsWith(prefix)).toList();
        fed.cache().load(index(fed.type(), own), revision);
      }
      advance(revision);
    } finally {
      feeding.unlock();
    }
  }

  private void advance(long revision) {
    applied = Math.max(applied, revision);
    lock.lock();
    try {
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every write that was acknowledged before this call is in the caches. */
  public void awaitFresh() {
    awaitRevision(store.revision().value(), Duration.ofSeconds(10));
  }

  /** Waits until the caches have reached a revision; false when the time is over. */
  public boolean awaitRevision(long revision, Duration patience) {
    if (applied >= revision) {
      return true;
    }
    long left = patience.toNanos();
    lock.lock();
    try {
      while (applied < revision && left > 0 && !closed) {
        left = progress.awaitNanos(left);
      }
      return applied >= revision;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The revision up to which everything is in the caches. */
  public long applied() {
    return applied;
  }

  /** Ends every watch; the caches stay as they are. */
  @Override
  public void close() {
    closed = true;
    all().forEach(fed -> fed.cache().close());
    thread.interrupt();
  }
}
