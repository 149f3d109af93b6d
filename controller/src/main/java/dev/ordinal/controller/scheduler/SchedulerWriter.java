package dev.ordinal.controller.scheduler;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.EventRecorder;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.model.Storage;
import dev.ordinal.controller.scheduler.state.NodeVolumes;
import dev.ordinal.controller.scheduler.state.PodFacts;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the scheduler's decisions. Bindings go out on virtual threads of their own, so that the
 * next decision need not wait for the answer; all else is written before the call returns.
 */
final class SchedulerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerWriter.class);

  private final KubeClient client;
  private final EventRecorder events;
  private final InstantSource clock;
  private final Assumptions assumptions;
  private final Consumer<ObjectKey> again;
  private final ExecutorService bindings = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A writer.
   *
   * @param again takes the pods whose binding failed
   */
  SchedulerWriter(
      KubeClient client,
      EventRecorder events,
      InstantSource clock,
      Assumptions assumptions,
      Consumer<ObjectKey> again) {
    this.client = client;
    this.events = events;
    this.clock = clock;
    this.assumptions = assumptions;
    this.again = again;
  }

  void bind(ObjectKey key, PodFacts pod, String node) {
    bindings.execute(
        () -> {
          try {
            post(pod, node);
            events.normal(pod.pod(), "Scheduled", "Successfully assigned " + key + " to " + node);
          } catch (ApiFailure e) {
            LOG.debug("binding of {} to {} failed: {}", key, node, e.getMessage());
            assumptions.forget(pod.uid());
            again.accept(key);
          }
        });
  }

  private void post(PodFacts pod, String node) {
    client.post(
        Kinds.PODS,
        pod.namespace(),
        pod.name(),
        "binding",
        new BindingBuilder()
            .withNewMetadata()
            .withNamespace(pod.namespace())
            .withName(pod.name())
            .withUid(pod.uid())
            .endMetadata()
            .withNewTarget()
            .withKind("Node")
            .withName(node)
            .endTarget()
            .build());
  }

  /** Reserves volumes and names the node on the claims that are to be provisioned. */
  void prepare(NodeVolumes volumes, String node) {
    for (NodeVolumes.Reservation reservation : volumes.reservations()) {
      reserve(reservation.volume(), reservation.claim());
    }
    for (PersistentVolumeClaim claim : volumes.provisions()) {
      var annotations = Map.of(Storage.SELECTED_NODE, node);
      client.patch(
          Kinds.CLAIMS,
          claim.getMetadata().getNamespace(),
          claim.getMetadata().getName(),
          PatchType.MERGE,
          Json.tree(
              Map.of(
                  "metadata",
                  Map.of("uid", claim.getMetadata().getUid(), "annotations", annotations))));
    }
  }

  private void reserve(PersistentVolume volume, PersistentVolumeClaim claim) {
    String name = volume.getMetadata().getName();
    client.patch(
        Kinds.PERSISTENT_VOLUMES,
        null,
        name,
        PatchType.MERGE,
        Json.tree(
            Map.of(
                "metadata",
                Map.of(
                    "resourceVersion",
                    volume.getMetadata().getResourceVersion(),
                    "annotations",
                    Map.of(Storage.BOUND_BY_CONTROLLER, "yes")),
                "spec",
                Map.of("claimRef", EventRecorder.reference(claim)))));
  }

  void refuse(PodFacts pod, String message) {
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    SchedulerStatuses.unschedulable(pod.pod(), message, now)
        .ifPresent(
            condition ->
                client.patch(
                    Kinds.PODS,
                    pod.namespace(),
                    pod.name(),
                    "status",
                    PatchType.STRATEGIC,
                    Json.tree(
                        Map.of(
                            "metadata",
                            Map.of("uid", pod.uid()),
                            "status",
                            Map.of("conditions", List.of(condition))))));
  }

  @Override
  public void close() {
    bindings.shutdown();
  }
}
