/**
 * The only package that speaks to the kernel beyond the JDK: system calls, namespaces, mounts,
 * processes, terminals.
 */
@NullMarked
package dev.ordinal.nodeagent.linux;

import org.jspecify.annotations.NullMarked;
