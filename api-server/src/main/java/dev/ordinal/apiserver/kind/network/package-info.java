/** Endpoints, endpoint slices and the networking.k8s.io group. */
@NullMarked
package dev.ordinal.apiserver.kind.network;

import org.jspecify.annotations.NullMarked;
