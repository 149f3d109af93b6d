/** Composition: the only place that makes parts of two modules at once. */
@NullMarked
package dev.ordinal.cluster;

import org.jspecify.annotations.NullMarked;
