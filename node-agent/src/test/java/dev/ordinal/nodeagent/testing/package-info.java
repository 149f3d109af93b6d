@NullMarked
package dev.ordinal.nodeagent.testing;

import org.jspecify.annotations.NullMarked;
