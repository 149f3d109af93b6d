/**
 * Counts how many pods of a disruption budget may be evicted now.
 *
 * <p>Owns: the status of disruption budgets; the eviction subresource of the server takes from it.
 * Watches: budgets, pods, stateful sets and replica sets.
 *
 * <p>Invariants: a pod whose eviction the server has allowed counts as unhealthy until it is seen
 * going, for two minutes at most; the status is written against the version that was read, so no
 * eviction in between is lost.
 */
@NullMarked
package dev.ordinal.controller.disruption;

import org.jspecify.annotations.NullMarked;
