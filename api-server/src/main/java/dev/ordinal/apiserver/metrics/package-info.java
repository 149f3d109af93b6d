/** Counts what is asked, for {@code /metrics}. */
@NullMarked
package dev.ordinal.apiserver.metrics;

import org.jspecify.annotations.NullMarked;
