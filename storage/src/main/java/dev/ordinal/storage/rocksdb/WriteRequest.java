package dev.ordinal.storage.rocksdb;

import dev.ordinal.storage.Entry;
import dev.ordinal.storage.Key;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.StoreEvent;
import dev.ordinal.storage.WriteOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A conditional write on its way to the committer; deciding about it is pure. */
sealed interface WriteRequest {

  Key key();

  /** What the write means for the entry that is there: a change, or the reason for none. */
  Decision decide(@Nullable Entry existing, Revision revision);

  /** The result of looking at the condition. */
  sealed interface Decision {

    /** The condition holds: this is what happens. */
    record Change(StoreEvent event) implements Decision {}

    /** The condition does not hold. */
    record Refusal(WriteOutcome outcome) implements Decision {}
  }

  /** A value where none is. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Create(Key key, byte[] value) implements WriteRequest {
    @Override
    public Decision decide(@Nullable Entry existing, Revision revision) {
      return existing != null
          ? new Decision.Refusal(new WriteOutcome.AlreadyExists(existing))
          : new Decision.Change(
              new StoreEvent.Put(new Entry(key, value, revision, revision), Optional.empty()));
    }
  }

  /** Another value for an entry last written at a revision. */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Update(Key key, byte[] value, Revision expected) implements WriteRequest {
    @Override
    public Decision decide(@Nullable Entry existing, Revision revision) {
      if (existing == null || !existing.modRevision().equals(expected)) {
        return refuse(existing);
      }
      Entry entry = new Entry(key, value, existing.createRevision(), revision);
      return new Decision.Change(new StoreEvent.Put(entry, Optional.of(existing)));
    }
  }

  /** The end of an entry last written at a revision. */
  record Delete(Key key, Revision expected) implements WriteRequest {
    @Override
    public Decision decide(@Nullable Entry existing, Revision revision) {
      return existing == null || !existing.modRevision().equals(expected)
          ? refuse(existing)
          : new Decision.Change(new StoreEvent.Delete(existing, revision));
    }
  }

  private static Decision refuse(@Nullable Entry existing) {
    return new Decision.Refusal(
        existing == null ? new WriteOutcome.NotFound() : new WriteOutcome.Conflict(existing));
  }
}
