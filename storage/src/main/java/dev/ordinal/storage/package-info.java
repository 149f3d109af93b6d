/**
 * The contract of the versioned key-value store: one global revision, conditional writes, ranges at
 * a revision, watches.
 *
 * <p>Everything the API server knows of storage is in this package; the implementations live in the
 * packages below it and are not seen from here. Nothing in the contract goes beyond what etcd's
 * transactions, ranges and watches can give.
 */
@NullMarked
package dev.ordinal.storage;

import org.jspecify.annotations.NullMarked;
