package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the {@link Committer} needs of the disk; tests put failing ones in its place. */
interface Disk {

  /** The current entry under a key. */
  Optional<Entry> read(Key key);

  /**
   * Writes all or nothing, durably on return.
   *
   * @param events changes with the revisions that follow the last one
   * @param compacted the revision up to which history is given up, if that changes
   * @throws dev.ordinal.storage.StoreException if nothing was written
   */
  void write(List<StoreEvent> events, @Nullable Revision compacted);
}
