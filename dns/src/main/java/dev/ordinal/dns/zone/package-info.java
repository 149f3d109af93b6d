/**
 * What each name of the cluster's domain means: an ordered list of responders over the view.
 *
 * <p>The names and records are those of the Kubernetes DNS specification 1.1.0 and of CoreDNS.
 */
@NullMarked
package dev.ordinal.dns.zone;

import org.jspecify.annotations.NullMarked;
