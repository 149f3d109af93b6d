package dev.ordinal.controller.scheduler;

import dev.ordinal.controller.scheduler.filter.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts that say why a pod found no node, letter for letter as the upstream scheduler's. */
final class Refusals {
  private Refusals() {}

  /** A reason that has nothing to do with any node. */
  static String forAllNodes(String reason, int nodes) {
    return "0/%d nodes are available: %s. not found".formatted(nodes, reason);
  }

  /** The reasons of all nodes, counted. */
  static String perNode(List<Verdict> verdicts) {
    int nodes = verdicts.size();
    return "0/%d nodes are available: %s. no new claims to deallocate, preemption: 0/%d nodes are available: %s."
        .formatted(
            nodes,
            counted(verdicts.stream().flatMap(verdict -> verdict.reasons().stream())),
            nodes,
            counted(verdicts.stream().map(Refusals::preemption)));
  }

  private static String preemption(Verdict verdict) {
    return verdict.helpedByPreemption()
        ? "No preemption victims found for incoming pod"
        : "Preemption is not helpful for scheduling";
  }

  private static String counted(Stream<String> reasons) {
    Map<String, Long> counts =
        reasons.collect(Collectors.groupingBy(r -> r, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
