/**
 * Stand-ins for programs that a host may lack, run inside containers on the JDK alone: nothing here
 * may use another package or library.
 */
@NullMarked
package dev.ordinal.nodeagent.tool;

import org.jspecify.annotations.NullMarked;
