/**
 * Fan-out of committed changes to watchers, shared by all stores.
 *
 * <p>One writer appends to the {@link dev.ordinal.storage.watch.EventLog}; every {@link
 * dev.ordinal.storage.watch.Watcher} pulls from it with a cursor of its own, so that a slow one
 * costs the others nothing.
 */
@NullMarked
package dev.ordinal.storage.watch;

import org.jspecify.annotations.NullMarked;
