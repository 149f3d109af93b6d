/**
 * Volumes as directories: each kind of volume in its own file, and how a running pod sees changes.
 */
@NullMarked
package dev.ordinal.nodeagent.volume;

import org.jspecify.annotations.NullMarked;
