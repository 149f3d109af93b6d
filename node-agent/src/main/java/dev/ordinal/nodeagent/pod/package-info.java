/** The life of a pod on this node: one worker per pod, and the status that it reports. */
@NullMarked
package dev.ordinal.nodeagent.pod;

import org.jspecify.annotations.NullMarked;
