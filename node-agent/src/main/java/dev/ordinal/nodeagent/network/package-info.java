/**
 * The cluster's network on this machine: one namespace that links the nodes, one per node, one per
 * pod, and the relays that stand for services. Nothing of it shows in the host's own namespace.
 */
@NullMarked
package dev.ordinal.nodeagent.network;

import org.jspecify.annotations.NullMarked;
