/** Programs that measure; run by hand, never asserted. */
@NullMarked
package dev.ordinal.e2e.benchmark;

import org.jspecify.annotations.NullMarked;
