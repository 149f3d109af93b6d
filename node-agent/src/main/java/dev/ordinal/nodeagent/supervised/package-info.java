/**
 * Containers with a supervisor beside each, whatever isolates them: records, streams, ends,
 * adoption.
 */
@NullMarked
package dev.ordinal.nodeagent.supervised;

import org.jspecify.annotations.NullMarked;
