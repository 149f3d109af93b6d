/** One class per verb: reads the request, calls an operation or a cache, renders the answer. */
@NullMarked
package dev.ordinal.apiserver.verb;

import org.jspecify.annotations.NullMarked;
