/**
 * Gives every namespace what its pods need to talk to the server.
 *
 * <p>Owns: the service account {@code default} and the config map {@code kube-root-ca.crt} of each
 * namespace. Watches: namespaces, service accounts, and config maps of that name.
 *
 * <p>Invariants: both exist in every namespace that is not being deleted; a deleted one comes back;
 * the certificate is always the cluster's.
 */
@NullMarked
package dev.ordinal.controller.serviceaccount;

import org.jspecify.annotations.NullMarked;
