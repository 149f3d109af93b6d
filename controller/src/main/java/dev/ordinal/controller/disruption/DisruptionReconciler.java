package dev.ordinal.controller.disruption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.model.Labels;
import dev.ordinal.controller.model.Owners;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One budget: read, count, write the status. */
public final class DisruptionReconciler implements Reconciler {
  private final KubeClient client;
  private final InstantSource clock;
  private final Informer<PodDisruptionBudget> budgets;
  private final Informer<Pod> pods;
  private final Informer<StatefulSet> statefulSets;
  private final Informer<ReplicaSet> replicaSets;

  private DisruptionReconciler(ControllerContext context) {
    this.client = context.client();
    this.clock = context.clock();
    this.budgets = context.informers().of(Kinds.POD_DISRUPTION_BUDGETS);
    this.pods = context.informers().of(Kinds.PODS);
    this.statefulSets = context.informers().of(Kinds.STATEFUL_SETS);
    this.replicaSets = context.informers().of(Kinds.REPLICA_SETS);
  }

  /** The controller over the context's caches. */
  public static Controller controller(ControllerContext context) {
    DisruptionReconciler reconciler = new DisruptionReconciler(context);
    return ControllerSpec.named("disruption-controller")
        .forKind(Kinds.POD_DISRUPTION_BUDGETS)
        .watches(Kinds.PODS, reconciler::budgetsOf)
        .watches(Kinds.STATEFUL_SETS, reconciler::budgetsNear)
        .watches(Kinds.REPLICA_SETS, reconciler::budgetsNear)
        .reconciledBy(context, reconciler);
  }

  private List<ObjectKey> budgetsOf(Pod pod) {
    return budgets.list(pod.getMetadata().getNamespace()).stream()
        .filter(budget -> Labels.matches(budget.getSpec().getSelector(), Labels.of(pod)))
        .map(budget -> Metadata.of(budget).key())
        .toList();
  }

  private List<ObjectKey> budgetsNear(HasMetadata object) {
    return budgets.list(object.getMetadata().getNamespace()).stream()
        .map(budget -> Metadata.of(budget).key())
        .toList();
  }

  @Override
  public Result reconcile(ObjectKey key) {
    Optional<PodDisruptionBudget> budget = budgets.get(key);
    if (budget.isEmpty() || budget.get().getMetadata().getDeletionTimestamp() != null) {
      return Result.done();
    }
    DisruptionAction action =
        DisruptionPlanner.plan(
            budget.get(), pods.list(key.namespace()), this::wanted, clock.instant());
    if (action instanceof DisruptionAction.SetStatus(var status, var again)) {
      write(budget.get(), status);
    }
    return action.again() == null ? Result.done() : Result.retryAfter(action.again());
  }

  /** What the controllers of the pods want together; a pod without one counts as itself. */
  private int wanted(List<Pod> concerned) {
    long alone = concerned.stream().filter(pod -> Owners.controllerOf(pod).isEmpty()).count();
    int controlled =
        concerned.stream()
            .flatMap(
                pod ->
                    Owners.controllerOf(pod).stream()
                        .map(owner -> new Owner(pod.getMetadata().getNamespace(), owner)))
            .distinct()
            .mapToInt(this::replicas)
            .sum();
    return (int) alone + controlled;
  }

  private record Owner(String namespace, OwnerReference reference) {}

  private int replicas(Owner owner) {
    String name = owner.reference().getName();
    Integer replicas =
        switch (owner.reference().getKind()) {
          case "StatefulSet" ->
              statefulSets
                  .get(owner.namespace(), name)
                  .map(set -> set.getSpec().getReplicas())
                  .orElse(0);
          case "ReplicaSet" ->
              replicaSets
                  .get(owner.namespace(), name)
                  .map(set -> set.getSpec().getReplicas())
                  .orElse(0);
          default -> 0;
        };
    return Objects.requireNonNullElse(replicas, 1);
  }

  private void write(PodDisruptionBudget budget, PodDisruptionBudgetStatus status) {
    ObjectNode patch = Json.object();
    // Against the version read: an eviction that the server allowed meanwhile makes this a
    // conflict, and the pass is made again.
    patch.putObject("metadata").put("resourceVersion", budget.getMetadata().getResourceVersion());
    ObjectNode change = Json.tree(status);
    ObjectNode disrupted = change.putObject("disruptedPods");
    if (budget.getStatus() != null) {
      budget.getStatus().getDisruptedPods().keySet().forEach(disrupted::putNull);
    }
    status.getDisruptedPods().forEach(disrupted::put);
    patch.set("status", change);
    client.patch(
        Kinds.POD_DISRUPTION_BUDGETS,
        budget.getMetadata().getNamespace(),
        budget.getMetadata().getName(),
        "status",
        PatchType.MERGE,
        patch);
  }
}
