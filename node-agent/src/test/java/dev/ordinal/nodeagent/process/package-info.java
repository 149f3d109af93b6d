/** Tests of pods as plain processes. */
@NullMarked
package dev.ordinal.nodeagent.process;

import org.jspecify.annotations.NullMarked;
