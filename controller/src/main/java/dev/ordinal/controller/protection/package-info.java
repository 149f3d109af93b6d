/**
 * Keeps claims and volumes that are in use from going away.
 *
 * <p>Owns: the finalizers {@code kubernetes.io/pvc-protection} and {@code
 * kubernetes.io/pv-protection}. Watches: claims, volumes, pods.
 *
 * <p>Invariants: every claim and volume that is not being deleted has its finalizer; it is taken
 * off only from an object that is being deleted, a claim's when no pod on a node names it (the
 * server is asked once more before), a volume's when it is not bound.
 */
@NullMarked
package dev.ordinal.controller.protection;

import org.jspecify.annotations.NullMarked;
