/** The kubelet's HTTP interface: logs, exec, attach, port-forward and the node's figures. */
@NullMarked
package dev.ordinal.nodeagent.server;

import org.jspecify.annotations.NullMarked;
