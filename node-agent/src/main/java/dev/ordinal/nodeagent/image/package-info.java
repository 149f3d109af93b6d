/** Images: which program of the host answers to which name, and what its root must look like. */
@NullMarked
package dev.ordinal.nodeagent.image;

import org.jspecify.annotations.NullMarked;
