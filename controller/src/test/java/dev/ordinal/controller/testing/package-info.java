/** A cluster without nodes for the tests of this module. */
@NullMarked
package dev.ordinal.controller.testing;

import org.jspecify.annotations.NullMarked;
