/** Quantities of resources: {@code 500m}, {@code 1Gi}. */
@NullMarked
package dev.ordinal.apiserver.quantity;

import org.jspecify.annotations.NullMarked;
