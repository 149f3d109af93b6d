/**
 * A cluster of separate processes on this machine, as {@code ordinal up} starts it: everything
 * about it stands in its data directory, and no process stays behind to watch over the others.
 */
@NullMarked
package dev.ordinal.cluster.local;

import org.jspecify.annotations.NullMarked;
