/**
 * Empties namespaces that are being deleted, and lets them go.
 *
 * <p>Owns: the finalizer {@code kubernetes} and the conditions of such a namespace. Watches:
 * namespaces, and pods and claims in them; all other content is found by discovery, so that kinds
 * unknown at build time go too.
 *
 * <p>Invariants: pods go first; the finalizer is taken off only when a pass has found nothing left
 * in any kind that the server names.
 */
@NullMarked
package dev.ordinal.controller.namespace;

import org.jspecify.annotations.NullMarked;
