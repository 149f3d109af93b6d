/**
 * The cluster's certificates and keys: one authority, one leaf per identity, all in one directory
 * of mode 0700.
 */
@NullMarked
package dev.ordinal.cluster.pki;

import org.jspecify.annotations.NullMarked;
