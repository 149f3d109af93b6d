/** The store as a readable specification: plain maps and lists in memory, nothing on disk. */
@NullMarked
package dev.ordinal.storage.memory;

import org.jspecify.annotations.NullMarked;
