/**
 * Admission: the ordered list of steps that look at a write after decoding and defaults and before
 * validation.
 */
@NullMarked
package dev.ordinal.apiserver.admission;

import org.jspecify.annotations.NullMarked;
