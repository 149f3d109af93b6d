/** Pods as plain processes of the host, for machines without namespaces. */
@NullMarked
package dev.ordinal.nodeagent.process;

import org.jspecify.annotations.NullMarked;
