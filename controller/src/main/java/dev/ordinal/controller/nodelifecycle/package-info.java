/**
 * Notices nodes that have gone silent.
 *
 * <p>Owns: the conditions of a silent node, the taints that follow from conditions, the condition
 * Ready of pods on nodes that are not ready. Watches: nodes, their leases, pods.
 *
 * <p>Invariants: time is measured on this controller's own clock from the moment a sign of life was
 * seen, never by the node's clock; while all nodes are silent it is this process that is cut off,
 * and nothing is evicted.
 */
@NullMarked
package dev.ordinal.controller.nodelifecycle;

import org.jspecify.annotations.NullMarked;
