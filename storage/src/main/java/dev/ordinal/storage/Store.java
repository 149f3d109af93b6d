package dev.ordinal.storage;

import java.util.Optional;

/**
 * A versioned key-value store with watch, the seam between the API server and its storage.
 *
 * <p>Every committed change gets the next revision; a revision never repeats and never goes back,
 * crashes included. A write that has returned {@link WriteOutcome.Written} is on disk and visible
 * to every later read. Values are opaque and are never changed by the store.
 *
 * <p>Threads: all methods may be called from any thread, virtual ones included; writes block until
 * they are durable.
 *
 * <p>Errors: outcomes of conditions are values ({@link WriteOutcome}); {@link StoreException} is
 * thrown for what the caller cannot foresee (closed, disk full, corrupt, compacted revision asked
 * for).
 */
public interface Store extends AutoCloseable {

  /** The revision of the last acknowledged write; at least 1. */
  Revision revision();

  /** The current entry under the key, as of the last acknowledged write. */
  Optional<Entry> get(Key key);

  /**
   * Entries of the range in key order, as they were at a revision.
   *
   * @param at the revision to read at, or {@link Revision#LATEST}
   * @param limit the greatest number of entries to return; 0 means all
   * @throws StoreException with {@link StoreException.Code#COMPACTED} or {@link
   *     StoreException.Code#FUTURE_REVISION}
   */
  Page range(KeyRange range, Revision at, int limit);

  /** Writes a value where no entry is: {@code Written} or {@code AlreadyExists}. */
  WriteOutcome create(Key key, byte[] value);

  /**
   * Replaces the value of an entry last written at a revision: {@code Written}, {@code Conflict} or
   * {@code NotFound}.
   */
  WriteOutcome update(Key key, byte[] value, Revision expected);

  /**
   * Removes an entry last written at a revision: {@code Written}, {@code Conflict} or {@code
   * NotFound}.
   */
  WriteOutcome delete(Key key, Revision expected);

  /**
   * Every change in the range after a revision, in order, without gaps or repeats, until the stream
   * is closed.
   *
   * @throws StoreException with {@link StoreException.Code#COMPACTED} if that history is gone, or
   *     {@link StoreException.Code#FUTURE_REVISION}
   */
  WatchStream watch(KeyRange range, Revision after);

  /**
   * Gives up the history up to and including a revision, current entries excepted. Lower or equal
   * revisions are a no-op.
   */
  void compact(Revision upTo);

  /**
   * Waits for writes under way, ends all watches with {@code Closed} and frees the store. May be
   * called again.
   */
  @Override
  void close();
}
