/** The API server: put together here, from its parts. */
@NullMarked
package dev.ordinal.apiserver;

import org.jspecify.annotations.NullMarked;
