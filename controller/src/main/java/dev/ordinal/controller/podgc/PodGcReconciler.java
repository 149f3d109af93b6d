package dev.ordinal.controller.podgc;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.model.Pods;
import dev.ordinal.controller.runtime.Controller;
import dev.ordinal.controller.runtime.ControllerContext;
import dev.ordinal.controller.runtime.ControllerSpec;
import dev.ordinal.controller.runtime.Flag;
import dev.ordinal.controller.runtime.Reconciler;
import dev.ordinal.controller.runtime.Result;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All pods at once, under one key: read, plan, remove; again after every period. */
public final class PodGcReconciler implements Reconciler {
  private static final ObjectKey ALL = ObjectKey.of("", "pods");
  private static final Duration PERIOD = Duration.ofSeconds(20);

  private final KubeClient client;
  private final InstantSource clock;
  private final Informer<Pod> pods;
  private final Informer<Node> nodes;
  private final int threshold;

  /** Used by the one worker only. */
  private Map<String, Instant> missingSince = Map.of();

  private PodGcReconciler(ControllerContext context) {
    this.client = context.client();
    this.clock = context.clock();
    this.pods = context.informers().of(Kinds.PODS);
    this.nodes = context.informers().of(Kinds.NODES);
    this.threshold = context.settings().integer(Flag.TERMINATED_POD_GC_THRESHOLD);
  }

  /** The controller over the context's caches. */
  public static Controller controller(ControllerContext context) {
    var loop =
        ControllerSpec.named("pod-garbage-collector-controller")
            .watches(Kinds.NODES, node -> List.of(ALL))
            .reconciledBy(context, new PodGcReconciler(context));
    loop.needs(context.informers().of(Kinds.PODS));
    loop.enqueue(ALL);
    return loop;
  }

  @Override
  public Result reconcile(ObjectKey key) {
    Instant now = clock.instant();
    Set<String> existing =
        nodes.list().stream().map(n -> n.getMetadata().getName()).collect(Collectors.toSet());
    Map<String, Instant> missing = new HashMap<>();
    for (Pod pod : pods.list()) {
      String node = Pods.nodeName(pod);
      if (!node.isEmpty() && !existing.contains(node)) {
        missing.put(node, missingSince.getOrDefault(node, now));
      }
    }
    missingSince = missing;
    var names = new PodGcPlanner.NodeNames(existing, outOfService(), missing);
    PodGcPlanner.plan(pods.list(), names, threshold, now).forEach(this::take);
    return Result.retryAfter(PERIOD);
  }

  private Set<String> outOfService() {
    return nodes.list().stream()
        .filter(node -> !isReady(node) && node.getSpec() != null)
        .filter(
            node ->
                node.getSpec().getTaints().stream()
                    .anyMatch(taint -> taint.getKey().equals("node.kubernetes.io/out-of-service")))
        .map(node -> node.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  private static boolean isReady(Node node) {
    return node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private void take(PodGcAction action) {
    Pod pod = action.pod();
    if (action instanceof PodGcAction.RemoveOrphan orphan) {
      if (client.find(Kinds.NODES, null, orphan.node()).isPresent()) {
        return;
      }
      if (!Pods.isTerminal(pod)) {
        fail(pod);
      }
    }
    client.deleteIfPresent(
        Kinds.PODS,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        DeleteOptions.ofUid(pod.getMetadata().getUid()).withGracePeriod(0));
  }

  private void fail(Pod pod) {
    PodCondition condition =
        new PodConditionBuilder()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("DeletionByPodGC")
            .withMessage("PodGC: node no longer exists")
            .withLastTransitionTime(clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .build();
    try {
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
                  Map.of("phase", "Failed", "conditions", List.of(condition)))));
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
