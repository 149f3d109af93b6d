/**
 * Removes pods that nobody else will.
 *
 * <p>Owns: the final deletion of pods on nodes that no longer exist (after a while, and only when
 * the server confirms it), of pods that are being deleted and were never on a node, of pods being
 * deleted on a node out of service, and of the oldest ended pods beyond a threshold. Watches: pods,
 * nodes.
 *
 * <p>Invariants: a pod on a node that exists is never removed while it runs, unless an
 * administrator has set the out-of-service taint: that promise is what at most one pod of an
 * identity hangs on.
 */
@NullMarked
package dev.ordinal.controller.podgc;

import org.jspecify.annotations.NullMarked;
