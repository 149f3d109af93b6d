/**
 * One container of a pod: its record, its environment, what becomes of it when it ends. No clocks,
 * no threads, no client.
 */
@NullMarked
package dev.ordinal.nodeagent.container;

import org.jspecify.annotations.NullMarked;
