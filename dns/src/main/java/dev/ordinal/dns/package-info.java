/** The authoritative DNS server for the cluster's domain and its reverse zones. */
@NullMarked
package dev.ordinal.dns;

import org.jspecify.annotations.NullMarked;
