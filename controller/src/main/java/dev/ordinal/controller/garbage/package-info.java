/**
 * The garbage collector: deletes what has lost all its owners.
 *
 * <p>Owns nothing. Watches the metadata of every kind that the server can list, watch and delete.
 *
 * <p>Invariants: nothing is deleted because of the graph alone, an owner's absence is always asked
 * of the server; a delete names the UID it means; foreground: an owner goes after the dependents
 * that block it; orphan: dependents are freed before the owner goes.
 */
@NullMarked
package dev.ordinal.controller.garbage;

import org.jspecify.annotations.NullMarked;
