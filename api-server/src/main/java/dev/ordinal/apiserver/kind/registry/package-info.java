/** The one list of all kinds. */
@NullMarked
package dev.ordinal.apiserver.kind.registry;

import org.jspecify.annotations.NullMarked;
