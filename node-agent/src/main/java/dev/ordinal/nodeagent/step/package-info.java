/** The steps that bring a pod up and take it down, in one visible list. */
@NullMarked
package dev.ordinal.nodeagent.step;

import org.jspecify.annotations.NullMarked;
