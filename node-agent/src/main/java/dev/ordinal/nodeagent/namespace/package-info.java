/** Pods in Linux namespaces: sandboxes, containers, what is on disk about them, exec and attach. */
@NullMarked
package dev.ordinal.nodeagent.namespace;

import org.jspecify.annotations.NullMarked;
