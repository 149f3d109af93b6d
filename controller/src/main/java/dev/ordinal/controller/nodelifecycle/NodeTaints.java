package dev.ordinal.controller.nodelifecycle;

import dev.ordinal.controller.model.Labels;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The taints that follow from a node's conditions and its cordon. */
final class NodeTaints {
  static final String NOT_READY = "node.kubernetes.io/not-ready";
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";
  static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";

  private static final Map<String, String> BY_CONDITION =
      Map.of(
          "MemoryPressure", "node.kubernetes.io/memory-pressure",
          "DiskPressure", "node.kubernetes.io/disk-pressure",
          "PIDPressure", "node.kubernetes.io/pid-pressure",
          "NetworkUnavailable", "node.kubernetes.io/network-unavailable");
  private static final Set<String> EVICTING = Set.of(NOT_READY, UNREACHABLE);

  private NodeTaints() {}

  /**
   * The taints that a node ought to have.
   *
   * @param ready the status of its condition Ready
   * @param evict whether pods may be driven away
   */
  static List<Taint> wanted(Node node, String ready, boolean evict) {
    List<Taint> wanted = new ArrayList<>();
    if (!ready.equals("True")) {
      String key = ready.equals("False") ? NOT_READY : UNREACHABLE;
      wanted.add(new TaintBuilder().withKey(key).withEffect("NoSchedule").build());
      if (evict) {
        wanted.add(new TaintBuilder().withKey(key).withEffect("NoExecute").build());
      }
    }
    if (node.getStatus() != null) {
      for (NodeCondition condition : node.getStatus().getConditions()) {
        String key = BY_CONDITION.get(condition.getType());
        if (key != null && "True".equals(condition.getStatus())) {
          wanted.add(new TaintBuilder().withKey(key).withEffect("NoSchedule").build());
        }
      }
    }
    if (node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
      wanted.add(new TaintBuilder().withKey(UNSCHEDULABLE).withEffect("NoSchedule").build());
    }
    return wanted;
  }

  /** Whether this controller puts on and takes off such taints. */
  static boolean isManaged(Taint taint) {
    if ("NoExecute".equals(taint.getEffect())) {
      return EVICTING.contains(taint.getKey());
    }
    return "NoSchedule".equals(taint.getEffect())
        && (EVICTING.contains(taint.getKey())
            || taint.getKey().equals(UNSCHEDULABLE)
            || BY_CONDITION.containsValue(taint.getKey()));
  }

  static boolean same(Taint one, Taint other) {
    return one.getKey().equals(other.getKey())
        && one.getEffect().equals(other.getEffect())
        && Objects.equals(Labels.orEmpty(one.getValue()), Labels.orEmpty(other.getValue()));
  }

  static Taint added(Taint taint, Instant now) {
    return new TaintBuilder(taint)
        .withTimeAdded(now.truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }
}
