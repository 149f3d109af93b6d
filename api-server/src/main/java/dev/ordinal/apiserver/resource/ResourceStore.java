package dev.ordinal.apiserver.resource;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.CacheFeeder;
import dev.ordinal.apiserver.cache.ObjectIndexer;
import dev.ordinal.apiserver.cache.ResourceCache;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ObjectCodec;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.KeyRange;
import dev.ordinal.storage.Page;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.WriteOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Objects of all kinds over the store. Safe on any thread.
 *
 * <p>Reads are as fresh as the last acknowledged write; writes are conditional and return when they
 * are durable.
 */
public final class ResourceStore {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Store store;
  private final CacheFeeder caches;
  private final ObjectCodec codec;

  /** Over a store whose history the feeder follows. */
  public ResourceStore(Store store, CacheFeeder caches, ObjectCodec codec) {
    this.store = store;
    this.caches = caches;
    this.codec = codec;
  }

  /** What became of a write. */
  public sealed interface Outcome {
    /** Durable. */
    record Written(StoredObject object) implements Outcome {}

    /** The object was there already, was gone, or had another version. */
    record Refused() implements Outcome {}
  }

  /** The store key of an object. */
  public static Key key(ResourceType type, String namespace, String name) {
    return new Key(
        type.namespaced()
            ? CacheFeeder.prefix(type) + namespace + "/" + name
            : CacheFeeder.prefix(type) + name);
  }

  /** The prefix of all objects of a namespace, or of all where it is empty. */
  public static String prefix(ResourceType type, String namespace) {
    return namespace.isEmpty() || !type.namespaced()
        ? CacheFeeder.prefix(type)
        : CacheFeeder.prefix(type) + namespace + "/";
  }

  /** The cache of a resource, caught up with every acknowledged write. */
  public ResourceCache fresh(ResourceType type) {
    caches.awaitFresh();
    return caches.cache(type);
  }

  /** The feeder, for readers that name a revision. */
  public CacheFeeder caches() {
    return caches;
  }

  /** One object. */
  public Optional<StoredObject> find(ResourceType type, String namespace, String name) {
    return fresh(type).find(key(type, namespace, name).path());
  }

  /** A part of the objects as they were at a revision. */
  public Page pageAt(ResourceType type, String namespace, String after, long revision, int limit) {
    return store.range(new KeyRange(prefix(type, namespace), after), new Revision(revision), limit);
  }

  /** An entry of a page with its index. */
  public static StoredObject indexed(ResourceType type, Entry entry) {
    return ObjectIndexer.indexStored(type, entry.value(), entry.modRevision().value());
  }

  /** The object as a tree of its own, with its resourceVersion. */
  public ObjectNode tree(StoredObject object) {
    try {
      ObjectNode tree = (ObjectNode) MAPPER.readTree(object.json());
      if (object.revision() > 0) {
        ((ObjectNode) tree.get("metadata"))
            .put("resourceVersion", Long.toString(object.revision()));
      }
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException("a stored object cannot be read", e);
    }
  }

  /** A tree in the form of the store, indexed as of a revision; 0 where it has none yet. */
  public StoredObject encode(ResourceType type, ObjectNode tree, long revision) {
    return ObjectIndexer.index(type, codec.encode(type, tree), revision);
  }

  /** Writes a new object. */
  public Outcome create(ResourceType type, StoredObject object) {
    Key key = key(type, object.meta().namespace(), object.meta().name());
    return outcome(object, store.create(key, ObjectIndexer.stored(type, object)));
  }

  /** Replaces an object that was last written at a revision. */
  public Outcome update(ResourceType type, StoredObject object, long expected) {
    Key key = key(type, object.meta().namespace(), object.meta().name());
    return outcome(
        object, store.update(key, ObjectIndexer.stored(type, object), new Revision(expected)));
  }

  /** Removes an object; the result carries the revision of the removal. */
  public Outcome delete(ResourceType type, StoredObject object) {
    Key key = key(type, object.meta().namespace(), object.meta().name());
    return outcome(object, store.delete(key, new Revision(object.revision())));
  }

  private static Outcome outcome(StoredObject object, WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Written written ->
          new Outcome.Written(object.at(written.revision().value()));
      case WriteOutcome.Conflict _, WriteOutcome.AlreadyExists _, WriteOutcome.NotFound _ ->
          new Outcome.Refused();
    };
  }

  /** Every object of a resource as trees; an empty namespace means all. */
  public List<ObjectNode> trees(ResourceType type, String namespace) {
    return fresh(type).snapshot(prefix(type, namespace)).objects().stream()
        .map(this::tree)
        .toList();
  }
}
