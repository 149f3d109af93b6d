/** Tests of the stand-ins. */
@NullMarked
package dev.ordinal.nodeagent.tool;

import org.jspecify.annotations.NullMarked;
