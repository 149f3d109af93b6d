/**
 * Keeps EndpointSlices and Endpoints of services with a selector.
 *
 * <p>Owns: the slices labelled {@code managed-by=endpointslice-controller.k8s.io} and the Endpoints
 * of the service's name. Watches: services, pods, slices, Endpoints. Services without a selector
 * are left to whoever writes their endpoints by hand.
 *
 * <p>Invariants: a pod is in exactly one slice for each set of ports; an endpoint stays in its
 * slice while it lives; nothing is written when nothing has changed; no batching: a change of a pod
 * is written as soon as it is seen.
 */
@NullMarked
package dev.ordinal.controller.endpoints;

import org.jspecify.annotations.NullMarked;
