/** Probes: how a container is asked, and how often. */
@NullMarked
package dev.ordinal.nodeagent.probe;

import org.jspecify.annotations.NullMarked;
