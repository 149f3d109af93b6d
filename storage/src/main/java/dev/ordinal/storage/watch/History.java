package dev.ordinal.storage.watch;

import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import java.util.List;

/** Where a watcher finds events that have left the {@link EventLog}. */
public interface History {

  /**
   * Events after a revision, in order and without gaps, at most so many; fewer, or none, where the
   * store has been compacted meanwhile.
   */
  List<StoreEvent> read(Revision after, int limit);
}
