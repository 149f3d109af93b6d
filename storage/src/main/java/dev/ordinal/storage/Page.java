package dev.ordinal.storage;

import java.util.List;

/**
 * The answer to a range read.
 *
 * @param entries in key order
 * @param revision the revision they were read at: a watch after it misses nothing
 * @param more whether the range holds further entries behind the last one
 * @param remaining how many; -1 where the store did not count
 */
public record Page(List<Entry> entries, Revision revision, boolean more, long remaining) {

  /** Copies the list. */
  public Page {
    entries = List.copyOf(entries);
  }
}
