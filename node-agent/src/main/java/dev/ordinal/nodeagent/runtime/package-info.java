/**
 * What a node needs of an operating system to run pods: the seam between the agent's logic (pods,
 * volumes, probes, streams) and the Linux techniques below it, shaped after upstream's Container
 * Runtime Interface.
 */
@NullMarked
package dev.ordinal.nodeagent.runtime;

import org.jspecify.annotations.NullMarked;
