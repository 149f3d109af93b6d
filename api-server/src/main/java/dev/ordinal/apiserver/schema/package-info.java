/**
 * What upstream's Go types say about the built-in kinds, and the one codec that reads and writes
 * objects by it.
 *
 * <p>Objects are JSON trees. In a <em>canonical</em> tree the fields stand in Go's order, what Go
 * would omit is absent, what Go always writes is there, and there are no nulls. The encoder adds
 * the nulls that Go writes (nil slices and zero times without omitempty).
 */
@NullMarked
package dev.ordinal.apiserver.schema;

import org.jspecify.annotations.NullMarked;
