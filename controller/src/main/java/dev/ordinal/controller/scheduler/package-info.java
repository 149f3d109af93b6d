/**
 * Chooses nodes for pods.
 *
 * <p>Owns: {@code spec.nodeName} (through the binding subresource) and the condition PodScheduled
 * while it is False, of pods whose scheduler name is {@code default-scheduler}; the annotation
 * {@code volume.kubernetes.io/selected-node} of claims that wait for their first consumer. Watches:
 * pods, nodes, claims, volumes, storage classes, namespaces.
 *
 * <p>Invariants: one worker, so decisions follow one another; a decision counts against its node
 * from the moment it is made ({@link dev.ordinal.controller.scheduler.Assumptions}), so that pods
 * of a burst never get the same room twice; a pod is bound only when all its claims are.
 */
@NullMarked
package dev.ordinal.controller.scheduler;

import org.jspecify.annotations.NullMarked;
