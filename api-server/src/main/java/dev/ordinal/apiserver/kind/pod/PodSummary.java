package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.table.HumanDuration;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns Ready, Status and Restarts of a pod: a walk over the container statuses, in which a
 * later finding overrides an earlier one. Used by one thread.
 */
final class PodSummary {

  private final ObjectNode pod;
  private final Set<String> sidecars;
  private String reason;
  private int ready;
  private long restarts;
  private String lastRestart = "";
  private long sidecarRestarts;
  private String lastSidecarRestart = "";

  private PodSummary(ObjectNode pod) {
    this.pod = pod;
    this.reason = initialReason(pod);
    this.sidecars =
        Tree.objects(pod, "spec", "initContainers").stream()
            .filter(c -> Tree.text(c, "restartPolicy").equals("Always"))
            .map(c -> Tree.text(c, "name"))
            .collect(Collectors.toSet());
    boolean initializing = walkInitContainers();
    if (!initializing || isTrue(pod, "Initialized")) {
      walkContainers();
    }
    walkDeletion();
  }

  static PodSummary of(ObjectNode pod) {
    return new PodSummary(pod);
  }

  /** Whether a condition is there and true. */
  static boolean isTrue(ObjectNode pod, String condition) {
    return Tree.find(Tree.at(pod, "status", "conditions"), "type", condition)
        .filter(c -> Tree.text(c, "status").equals("True"))
        .isPresent();
  }

  String ready() {
    return ready + "/" + (Tree.at(pod, "spec", "containers").size() + sidecars.size());
  }

  String status() {
    return reason;
  }

  String restarts(Instant now) {
    return restarts == 0 || lastRestart.isEmpty()
        ? Long.toString(restarts)
        : restarts + " (" + HumanDuration.since(lastRestart, now) + " ago)";
  }

  private static String initialReason(ObjectNode pod) {
    for (ObjectNode condition : Tree.objects(pod, "status", "conditions")) {
      if (Tree.text(condition, "type").equals("PodScheduled")
          && Tree.text(condition, "reason").equals("SchedulingGated")) {
        return "SchedulingGated";
      }
    }
    String reason = Tree.text(pod, "status", "reason");
    return reason.isEmpty() ? Tree.text(pod, "status", "phase") : reason;
  }

  /** Returns whether an init container is not done. */
  private boolean walkInitContainers() {
    List<ObjectNode> statuses = Tree.objects(pod, "status", "initContainerStatuses");
    int total = Tree.at(pod, "spec", "initContainers").size();
    for (int i = 0; i < statuses.size(); i++) {
      ObjectNode status = statuses.get(i);
      boolean sidecar = sidecars.contains(Tree.text(status, "name"));
      countRestarts(status, sidecar);
      JsonNode terminated = Tree.at(status, "state", "terminated");
      if (!terminated.isMissingNode() && Tree.number(terminated, "exitCode") == 0) {
        continue;
      }
      if (sidecar && Tree.truth(status, "started")) {
        ready += Tree.truth(status, "ready") ? 1 : 0;
        continue;
      }
      String waiting = Tree.text(status, "state", "waiting", "reason");
      if (!terminated.isMissingNode()) {
        reason = "Init:" + exit(terminated);
      } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
        reason = "Init:" + waiting;
      } else {
        reason = "Init:" + i + "/" + total;
      }
      return true;
    }
    return false;
  }

  private void countRestarts(ObjectNode status, boolean sidecar) {
    String finished = Tree.text(status, "lastState", "terminated", "finishedAt");
    restarts += Tree.number(status, "restartCount");
    lastRestart = later(lastRestart, finished);
    if (sidecar) {
      sidecarRestarts += Tree.number(status, "restartCount");
      lastSidecarRestart = later(lastSidecarRestart, finished);
    }
  }

  private void walkContainers() {
    restarts = sidecarRestarts;
    lastRestart = lastSidecarRestart;
    boolean running = false;
    for (ObjectNode status : Tree.objects(pod, "status", "containerStatuses").reversed()) {
      restarts += Tree.number(status, "restartCount");
      lastRestart = later(lastRestart, Tree.text(status, "lastState", "terminated", "finishedAt"));
      String waiting = Tree.text(status, "state", "waiting", "reason");
      if (!waiting.isEmpty()) {
        reason = waiting;
      } else if (Tree.has(status, "state", "terminated")) {
        reason = exit(Tree.at(status, "state", "terminated"));
      } else if (Tree.truth(status, "ready") && Tree.has(status, "state", "running")) {
        running = true;
        ready++;
      }
    }
    if (running && reason.equals("Completed")) {
      reason = isTrue(pod, "Ready") ? "Running" : "NotReady";
    }
  }

  private void walkDeletion() {
    if (!Tree.has(pod, "metadata", "deletionTimestamp")) {
      return;
    }
    String phase = Tree.text(pod, "status", "phase");
    if (Tree.text(pod, "status", "reason").equals("NodeLost")) {
      reason = "Unknown";
    } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
      reason = "Terminating";
    }
  }

  private static String exit(JsonNode terminated) {
    String why = Tree.text(terminated, "reason");
    if (!why.isEmpty()) {
      return why;
    }
    long signal = Tree.number(terminated, "signal");
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + Tree.number(terminated, "exitCode");
  }

  /** RFC 3339 times in UTC and whole seconds sort as texts. */
  private static String later(String one, String other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
