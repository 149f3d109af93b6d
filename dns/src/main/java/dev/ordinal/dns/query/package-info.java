/** From the bytes of a query to the bytes of an answer; knows nothing of the cluster. */
@NullMarked
package dev.ordinal.dns.query;

import org.jspecify.annotations.NullMarked;
