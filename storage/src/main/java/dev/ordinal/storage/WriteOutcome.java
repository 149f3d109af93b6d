package dev.ordinal.storage;

/** What became of a conditional write. */
public sealed interface WriteOutcome {

  /** Durable, with the revision it got. */
  record Written(Revision revision) implements WriteOutcome {}

  /** The entry was last written at another revision than expected; nothing was changed. */
  record Conflict(Entry current) implements WriteOutcome {}

  /** A create met an entry; nothing was changed. */
  record AlreadyExists(Entry current) implements WriteOutcome {}

  /** An update or delete met no entry; nothing was changed. */
  record NotFound() implements WriteOutcome {}
}
