/** The owner-reference garbage collector. */
@NullMarked
package dev.ordinal.controller.garbage;

import org.jspecify.annotations.NullMarked;
