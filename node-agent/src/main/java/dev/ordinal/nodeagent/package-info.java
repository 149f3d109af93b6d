/** The node agent: the kubelet's role, put together from its parts, and its process. */
@NullMarked
package dev.ordinal.nodeagent;

import org.jspecify.annotations.NullMarked;
