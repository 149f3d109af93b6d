package dev.ordinal.storage;

import java.util.Optional;

/** One step of the history, as a watch delivers it. */
public sealed interface StoreEvent {

  /** The revision of the step. */
  Revision revision();

  /**
   * A key was created or its value replaced.
   *
   * @param previous the entry before, empty where the key was created
   */
  record Put(Entry entry, Optional<Entry> previous) implements StoreEvent {
    @Override
    public Revision revision() {
      return entry.modRevision();
    }
  }

  /**
   * A key was removed.
   *
   * @param previous the entry as it was before
   * @param revision the revision of the removal
   */
  record Delete(Entry previous, Revision revision) implements StoreEvent {}

  /** Nothing happened in the range up to a revision: the watch may be resumed there. */
  record Progress(Revision revision) implements StoreEvent {}
}
