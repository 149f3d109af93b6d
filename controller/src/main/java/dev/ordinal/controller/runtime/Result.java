package dev.ordinal.controller.runtime;

import java.time.Duration;

/** How a reconciliation ended. A throw is the third outcome: try again after a back-off. */
public sealed interface Result {

  /** Nothing more to do until something changes. */
  static Result done() {
    return new Done();
  }

  /** Look again after a while, whether or not something changes. */
  static Result retryAfter(Duration delay) {
    return new RetryAfter(delay);
  }

  /** Nothing more to do until something changes. */
  record Done() implements Result {}

  /** Look again after a while, whether or not something changes. */
  record RetryAfter(Duration delay) implements Result {}
}
