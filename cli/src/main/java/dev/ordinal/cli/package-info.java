/** The {@code ordinal} command: parses, calls the cluster module, prints. */
@NullMarked
package dev.ordinal.cli;

import org.jspecify.annotations.NullMarked;
