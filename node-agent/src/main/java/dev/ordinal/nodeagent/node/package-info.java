/** This node as the cluster sees it: its object, its conditions and its heartbeat. */
@NullMarked
package dev.ordinal.nodeagent.node;

import org.jspecify.annotations.NullMarked;
