package dev.ordinal.controller.scheduler.filter;

import java.util.List;

/**
 * Whether a node can run a pod, in the upstream scheduler's words.
 *
 * @param reasons why not; empty means that it can
 * @param helpedByPreemption whether the removal of pods from the node could change that
 */
public record Verdict(List<String> reasons, boolean helpedByPreemption) {
  static final Verdict FITS = new Verdict(List.of(), false);

  static Verdict unsuitable(String reason) {
    return new Verdict(List.of(reason), false);
  }

  static Verdict occupied(List<String> reasons) {
    return new Verdict(reasons, true);
  }

  static Verdict occupied(String reason) {
    return occupied(List.of(reason));
  }

  public boolean fits() {
    return reasons.isEmpty();
  }
}
