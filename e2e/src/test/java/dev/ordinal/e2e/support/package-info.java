/** What the scenarios stand on: running programs, waiting, a cluster of their own. */
@NullMarked
package dev.ordinal.e2e.support;

import org.jspecify.annotations.NullMarked;
