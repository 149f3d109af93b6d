/** Objects in the store: trees to bytes and back, keys, conditional writes. */
@NullMarked
package dev.ordinal.apiserver.resource;

import org.jspecify.annotations.NullMarked;
