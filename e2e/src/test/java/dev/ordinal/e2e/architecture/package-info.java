/** The shape of the house, checked in every build. */
@NullMarked
package dev.ordinal.e2e.architecture;

import org.jspecify.annotations.NullMarked;
