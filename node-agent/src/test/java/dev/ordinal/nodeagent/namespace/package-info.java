/** Real pods on this machine, in a holder made for the test. */
@NullMarked
package dev.ordinal.nodeagent.namespace;

import org.jspecify.annotations.NullMarked;
