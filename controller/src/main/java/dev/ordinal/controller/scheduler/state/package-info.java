/** What the scheduler knows when it decides: pods, nodes and volumes as plain, immutable facts. */
@NullMarked
package dev.ordinal.controller.scheduler.state;

import org.jspecify.annotations.NullMarked;
