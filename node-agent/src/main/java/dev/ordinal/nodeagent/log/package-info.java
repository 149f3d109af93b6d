/** Containers' output: raw bytes on disk, and beside them when they came. */
@NullMarked
package dev.ordinal.nodeagent.log;

import org.jspecify.annotations.NullMarked;
