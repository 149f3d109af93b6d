/**
 * The scenarios: what a person does with a cluster, by the real programs, against real processes.
 */
@NullMarked
package dev.ordinal.e2e;

import org.jspecify.annotations.NullMarked;
