/**
 * The conditions under which a node can run a pod, one class for each plugin of the upstream
 * scheduler and in its order ({@link dev.ordinal.controller.scheduler.filter.Filters}). Pure.
 */
@NullMarked
package dev.ordinal.controller.scheduler.filter;

import org.jspecify.annotations.NullMarked;
