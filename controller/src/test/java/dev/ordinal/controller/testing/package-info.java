/** Objects for tests, as short as the API allows. */
@NullMarked
package dev.ordinal.controller.testing;

import org.jspecify.annotations.NullMarked;
