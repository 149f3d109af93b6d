/**
 * Creating, updating and deleting objects, as upstream's generic registry does it: metadata,
 * defaults, admission, validation, conditional writes. Used by the verbs, by the subresources and
 * by the server itself.
 */
@NullMarked
package dev.ordinal.apiserver.operation;

import org.jspecify.annotations.NullMarked;
