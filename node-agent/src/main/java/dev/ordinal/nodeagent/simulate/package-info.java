/** A node without processes: pods become ready at once, for tests and measurements. */
@NullMarked
package dev.ordinal.nodeagent.simulate;

import org.jspecify.annotations.NullMarked;
