package dev.ordinal.controller.tainteviction;

import java.time.Duration;

/** What becomes of a pod on a tainted node. */
sealed interface TaintEvictionAction {
  record Stay() implements TaintEvictionAction {}

  /** Look again after this time. */
  record StayFor(Duration time) implements TaintEvictionAction {}

  record Evict() implements TaintEvictionAction {}
}
