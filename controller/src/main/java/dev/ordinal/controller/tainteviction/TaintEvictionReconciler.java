package dev.ordinal.controller.tainteviction;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One pod: read, decide, delete. */
final class TaintEvictionReconciler implements Reconciler {
  private final KubeClient client;
  private final EventRecorder events;
  private final InstantSource clock;
  private final Informer<Pod> pods;
  private final Informer<Node> nodes;

  TaintEvictionReconciler(ControllerContext context, EventRecorder events) {
    this.client = context.client();
    this.events = events;
    this.clock = context.clock();
    this.pods = context.informers().of(Kinds.PODS);
    this.nodes = context.informers().of(Kinds.NODES);
  }

  @Override
  public Result reconcile(ObjectKey key) {
    Optional<Pod> pod = pods.get(key).filter(Pods::isScheduled);
    Optional<Node> node = pod.flatMap(p -> nodes.get(null, Pods.nodeName(p)));
    if (pod.isEmpty() || node.isEmpty()) {
      return Result.done();
    }
    return switch (TaintEvictionPlanner.plan(pod.get(), node.get(), clock.instant())) {
      case TaintEvictionAction.Stay() -> Result.done();
      case TaintEvictionAction.StayFor(var time) -> Result.retryAfter(time);
      case TaintEvictionAction.Evict() -> {
        evict(pod.get());
        yield Result.done();
      }
    };
  }

  private void evict(Pod pod) {
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    events.normal(
        pod, "TaintManagerEviction", "Marking for deletion Pod " + namespace + "/" + name);
    try {
      client.patch(
          Kinds.PODS,
          namespace,
          name,
          "status",
          PatchType.STRATEGIC,
          Json.tree(
              Map.of(
                  "metadata",
                  Map.of("uid", pod.getMetadata().getUid()),
                  "status",
                  Map.of("conditions", List.of(disrupted())))));
      client.delete(Kinds.PODS, namespace, name, DeleteOptions.ofUid(pod.getMetadata().getUid()));
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private PodCondition disrupted() {
    return new PodConditionBuilder()
        .withType("DisruptionTarget")
        .withStatus("True")
        .withReason("DeletionByTaintManager")
        .withMessage("Taint manager: deleting due to NoExecute taint")
        .withLastTransitionTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .build();
  }
}
