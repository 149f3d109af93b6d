/**
 * Binds claims to volumes.
 *
 * <p>Owns: {@code spec.claimRef} and the status of volumes, {@code spec.volumeName}, the binding
 * annotations and the status of claims, the request for provisioning on claims that no existing
 * volume suits. Watches: claims, volumes, storage classes.
 *
 * <p>Invariants: a binding begins with {@code claimRef}, written against the version of the volume
 * that was read, so no volume ever gets two claims; it goes on from any step at which it was broken
 * off; a completed binding is never undone, only reported as lost. Volumes are never deleted here:
 * that is the provisioner's part.
 */
@NullMarked
package dev.ordinal.controller.volume;

import org.jspecify.annotations.NullMarked;
