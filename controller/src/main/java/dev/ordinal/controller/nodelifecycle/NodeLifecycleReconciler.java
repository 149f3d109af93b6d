package dev.ordinal.controller.nodelifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node: read, plan, write; looks again after every monitor period. */
final class NodeLifecycleReconciler implements Reconciler {
  static final String BY_NODE = "nodelifecycle-node";
  static final String LEASES = "kube-node-lease";

  private final KubeClient client;
  private final EventRecorder events;
  private final InstantSource clock;
  private final SignsOfLife signs;
  private final Duration period;
  private final Duration grace;
  private final Duration startupGrace;
  private final Informer<Node> nodes;
  private final Informer<Lease> leases;
  private final Informer<Pod> pods;

  NodeLifecycleReconciler(ControllerContext context, EventRecorder events, SignsOfLife signs) {
    this.client = context.client();
    this.events = events;
    this.clock = context.clock();
    this.signs = signs;
    this.period = context.settings().duration(Flag.NODE_MONITOR_PERIOD);
    this.grace = context.settings().duration(Flag.NODE_MONITOR_GRACE_PERIOD);
    this.startupGrace = context.settings().duration(Flag.NODE_STARTUP_GRACE_PERIOD);
    this.nodes = context.informers().of(Kinds.NODES);
    this.leases = context.informers().of(Kinds.LEASES);
    this.pods =
        context
            .informers()
            .of(Kinds.PODS)
            .index(BY_NODE, pod -> Pods.isScheduled(pod) ? List.of(Pods.nodeName(pod)) : List.of());
  }

  @Override
  public Result reconcile(ObjectKey key) {
    Optional<Node> found = nodes.get(key);
    if (found.isEmpty()) {
      return Result.done();
    }
    Node node = found.get();
    String name = node.getMetadata().getName();
    if (signs.isNew(node)) {
      events.normal(
          node,
          "RegisteredNode",
          "Node " + name + " event: Registered Node " + name + " in Controller");
    }
    Instant seen = signs.observe(node, leases.get(LEASES, name).orElse(null));
    boolean neverReported = NodeLifecycleStatuses.condition(node, "Ready").isEmpty();
    NodeLifecyclePlanner.plan(
            node,
            pods.byIndex(BY_NODE, name),
            new NodeLifecyclePlanner.Situation(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                seen,
                neverReported ? startupGrace : grace,
                othersReady(name)))
        .forEach(action -> write(node, action));
    return Result.retryAfter(period);
  }

  private boolean othersReady(String name) {
    return nodes.list().stream()
        .anyMatch(
            other ->
                !other.getMetadata().getName().equals(name)
                    && NodeLifecycleStatuses.ready(other).equals("True"));
  }

  private void write(Node node, NodeLifecycleAction action) {
    String name = node.getMetadata().getName();
    switch (action) {
      case NodeLifecycleAction.SetConditions(var conditions) -> {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", node.getMetadata().getUid());
        patch.putObject("status").set("conditions", Json.mapper().valueToTree(conditions));
        client.patch(Kinds.NODES, null, name, "status", PatchType.STRATEGIC, patch);
      }
      case NodeLifecycleAction.SetTaints(var taints) -> {
        ObjectNode patch = Json.object();
        // Other writers taint nodes too: only on top of what was read.
        patch
            .putObject("metadata")
            .put("uid", node.getMetadata().getUid())
            .put("resourceVersion", node.getMetadata().getResourceVersion());
        ObjectNode spec = patch.putObject("spec");
        if (taints.isEmpty()) {
          spec.putNull("taints");
        } else {
          spec.set("taints", Json.mapper().valueToTree(taints));
        }
        client.patch(Kinds.NODES, null, name, PatchType.MERGE, patch);
      }
      case NodeLifecycleAction.MarkNotReady(var pod) -> markNotReady(pod);
      case NodeLifecycleAction.TellNotReady() ->
          events.normal(node, "NodeNotReady", "Node " + name + " status is now: NodeNotReady");
    }
  }

  private void markNotReady(Pod pod) {
    PodCondition condition =
        new PodConditionBuilder(Pods.condition(pod, "Ready").orElseGet(PodCondition::new))
            .withType("Ready")
            .withStatus("False")
            .withLastTransitionTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .build();
    client.patch(
        Kinds.PODS,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        "status",
        PatchType.STRATEGIC,
        Json.tree(
            Map.of(
                "metadata",
                Map.of("uid", pod.getMetadata().getUid()),
                "status",
                Map.of("conditions", List.of(condition)))));
    events.warning(pod, "NodeNotReady", "Node is not ready");
  }
}
