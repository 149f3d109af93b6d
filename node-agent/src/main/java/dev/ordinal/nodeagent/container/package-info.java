/**
 * One container of a pod: its record, its environment, what becomes of it when it ends. No clocks
 * and no threads; the cluster is asked only for what an environment refers to.
 */
@NullMarked
package dev.ordinal.nodeagent.container;

import org.jspecify.annotations.NullMarked;
