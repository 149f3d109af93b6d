package dev.ordinal.controller.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When each node last renewed its lease or its status, by our own clock. Thread-safe. */
final class SignsOfLife {
  private record Sign(String renewed, String heartbeat, Instant seen) {}

  private final InstantSource clock;
  private final Map<String, Sign> byUid = new ConcurrentHashMap<>();

  SignsOfLife(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the node has never been looked at before. */
  boolean isNew(Node node) {
    return !byUid.containsKey(node.getMetadata().getUid());
  }

  /** Looks at the node and its lease; when the last sign of life was seen. */
  Instant observe(Node node, @Nullable Lease lease) {
    String renewed =
        lease == null || lease.getSpec() == null || lease.getSpec().getRenewTime() == null
            ? ""
            : lease.getSpec().getRenewTime().toString();
    String heartbeat =
        NodeLifecycleStatuses.condition(node, "Ready")
            .map(NodeCondition::getLastHeartbeatTime)
            .orElse("");
    return byUid
        .compute(
            node.getMetadata().getUid(),
            (uid, before) ->
                before != null
                        && before.renewed.equals(renewed)
                        && before.heartbeat.equals(heartbeat)
                    ? before
                    : new Sign(renewed, heartbeat, clock.instant()))
        .seen();
  }

  void forget(String uid) {
    byUid.remove(uid);
  }
}
