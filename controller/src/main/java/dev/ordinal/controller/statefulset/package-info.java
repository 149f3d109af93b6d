/**
 * The StatefulSet controller.
 *
 * <p>Owns: pods named {@code <set>-<ordinal>}, claims named {@code <template>-<set>-<ordinal>} and
 * controller revisions. Watches: stateful sets, pods, claims, controller revisions.
 *
 * <p>Invariants: at most one pod of an identity (the name is the lock: a replacement is created
 * only when the name is free); ordinals come up in order and go down in reverse unless the set is
 * Parallel; a rolling update takes one pod at a time from the top; a claim is never deleted here,
 * it only gets the owner references that the retention policy asks for.
 *
 * <p>{@code StatefulSetReconciler} reads the caches, {@code StatefulSetPlanner} decides, {@code
 * StatefulSetActuator} acts, {@code StatefulSetStatuses} reports. Sets, templates and revisions are
 * JSON trees throughout, so that no field of a template is lost or reordered.
 */
@NullMarked
package dev.ordinal.controller.statefulset;

import org.jspecify.annotations.NullMarked;
