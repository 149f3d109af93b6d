/** The vocabulary of a request: the leaf that every other package of the API server may use. */
@NullMarked
package dev.ordinal.apiserver.request;

import org.jspecify.annotations.NullMarked;
