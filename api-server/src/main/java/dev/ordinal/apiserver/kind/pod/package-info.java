/** Pods, and the pod template that other kinds carry. */
@NullMarked
package dev.ordinal.apiserver.kind.pod;

import org.jspecify.annotations.NullMarked;
