/** What the server serves: groups, versions and resources, in the old and the aggregated form. */
@NullMarked
package dev.ordinal.apiserver.discovery;

import org.jspecify.annotations.NullMarked;
