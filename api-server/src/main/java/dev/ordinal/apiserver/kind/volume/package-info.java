/** Volumes, claims and the storage.k8s.io group. */
@NullMarked
package dev.ordinal.apiserver.kind.volume;

import org.jspecify.annotations.NullMarked;
