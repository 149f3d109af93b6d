/** JSON patch, JSON merge patch and strategic merge patch, as pure functions over trees. */
@NullMarked
package dev.ordinal.apiserver.patch;

import org.jspecify.annotations.NullMarked;
