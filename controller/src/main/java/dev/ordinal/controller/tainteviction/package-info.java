/**
 * Deletes pods that do not, or no longer, tolerate a NoExecute taint of their node.
 *
 * <p>Owns: the deletion of such pods, and their condition DisruptionTarget. Watches: pods, nodes.
 *
 * <p>Invariants: a pod stays as long as every such taint is tolerated, for {@code
 * tolerationSeconds} from the time that the taint was added where that is set; a taint that goes in
 * time saves the pod.
 */
@NullMarked
package dev.ordinal.controller.tainteviction;

import org.jspecify.annotations.NullMarked;
