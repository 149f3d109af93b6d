/** How nodes that can run a pod are ranked, one class for each rule and all weights in one list. */
@NullMarked
package dev.ordinal.controller.scheduler.score;

import org.jspecify.annotations.NullMarked;
