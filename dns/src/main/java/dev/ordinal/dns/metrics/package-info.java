/** Counters under CoreDNS's names, and the small HTTP listener that shows them. */
@NullMarked
package dev.ordinal.dns.metrics;

import org.jspecify.annotations.NullMarked;
