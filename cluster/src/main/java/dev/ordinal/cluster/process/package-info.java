/**
 * Starting, recognising and ending operating system processes; the only package here that may use
 * ProcessBuilder.
 */
@NullMarked
package dev.ordinal.cluster.process;

import org.jspecify.annotations.NullMarked;
