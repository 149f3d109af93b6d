package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.OwnerPatch;
import dev.ordinal.controller.runtime.RetryLater;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Does what the planner decided, one action at a time, with the events that tell of it. */
final class StatefulSetActuator {
  private final KubeClient client;
  private final Informer<Pod> pods;
  private final Informer<PersistentVolumeClaim> claims;
  private final OwnWrites writes;
  private final StatefulSetEvents events;

  StatefulSetActuator(
      KubeClient client,
      Informer<Pod> pods,
      Informer<PersistentVolumeClaim> claims,
      OwnWrites writes,
      StatefulSetEvents events) {
    this.client = client;
    this.pods = pods;
    this.claims = claims;
    this.writes = writes;
    this.events = events;
  }

  /** One action; a failure is an event and a throw. */
  void act(StatefulSetView set, RevisionHistory.Chosen revisions, StatefulSetAction action) {
    switch (action) {
      case StatefulSetAction.CreatePod create -> createPod(set, revisions, create);
      case StatefulSetAction.CreateClaims create ->
          createClaims(set, create.pod().getMetadata().getName(), create.claims());
      case StatefulSetAction.RefuseClaim refuse -> refuse(set, refuse);
      case StatefulSetAction.RepairPod repair -> repair(set, repair);
      case StatefulSetAction.OwnClaim own -> own(set, own);
      case StatefulSetAction.DeletePod delete -> delete(set, delete.pod());
    }
  }

  private void createPod(
      StatefulSetView set, RevisionHistory.Chosen revisions, StatefulSetAction.CreatePod create) {
    ObjectNode revision = create.fromCurrentRevision() ? revisions.current() : revisions.update();
    String name = StatefulSetIdentity.podName(set, create.ordinal());
    createClaims(set, name, create.missingClaims());
    ObjectNode pod =
        StatefulSetIdentity.newPod(
            set,
            StatefulSetRevisions.template(revision),
            Metadata.of(revision).name(),
            create.ordinal());
    try {
      wrote(set, pods, client.create(Kinds.PODS.raw(), set.namespace(), pod));
      events.podSucceeded(set, "Create", name);
    } catch (ApiFailure e) {
      if (!e.isAlreadyExists()) {
        events.podFailed(set, "Create", name, message(e));
      }
      throw e;
    }
  }

  private void createClaims(StatefulSetView set, String pod, List<ObjectNode> wanted) {
    for (ObjectNode claim : wanted) {
      String name = Metadata.of(claim).name();
      try {
        wrote(set, claims, client.create(Kinds.CLAIMS.raw(), set.namespace(), claim));
        events.claimCreated(set, name, pod);
      } catch (ApiFailure e) {
        if (e.isAlreadyExists()) {
          continue;
        }
        events.claimFailed(set, name, pod, message(e));
        String error = "failed to create PVC " + name + ": " + message(e);
        events.podFailed(set, "Create", pod, error);
        throw e;
      }
    }
  }

  private void refuse(StatefulSetView set, StatefulSetAction.RefuseClaim refuse) {
    String error = "pvc " + refuse.claimName() + " is being deleted";
    events.podFailed(set, "Create", StatefulSetIdentity.podName(set, refuse.ordinal()), error);
    throw new RetryLater(error);
  }

  private void repair(StatefulSetView set, StatefulSetAction.RepairPod repair) {
    String name = repair.pod().getMetadata().getName();
    ObjectNode patch = Json.object();
    ObjectNode labels = patch.putObject("metadata").putObject("labels");
    repair.labels().forEach(labels::put);
    if (repair.volumes()) {
      ObjectNode spec = Json.tree(repair.pod().getSpec());
      int ordinal = PodState.ordinal(repair.pod()).orElseThrow();
      patch
          .putObject("spec")
          .set("volumes", StatefulSetIdentity.volumes(set, spec.path("volumes"), ordinal));
    }
    try {
      wrote(set, pods, client.patch(Kinds.PODS, set.namespace(), name, PatchType.MERGE, patch));
      events.podSucceeded(set, "Update", name);
    } catch (ApiFailure e) {
      events.podFailed(set, "Update", name, message(e));
      throw e;
    }
  }

  private void own(StatefulSetView set, StatefulSetAction.OwnClaim own) {
    String name = own.claim().getMetadata().getName();
    if (own.conflicting()) {
      events.conflictingController(set, name);
    }
    ArrayNode owners = Json.mapper().createArrayNode().addAll(own.owners());
    ObjectNode patch = OwnerPatch.withOwners(own.claim(), owners);
    wrote(set, claims, client.patch(Kinds.CLAIMS, set.namespace(), name, PatchType.MERGE, patch));
  }

  private void delete(StatefulSetView set, Pod pod) {
    String name = pod.getMetadata().getName();
    DeleteOptions options = DeleteOptions.ofUid(pod.getMetadata().getUid());
    try {
      if (client.deleteIfPresent(Kinds.PODS, set.namespace(), name, options)) {
        events.podSucceeded(set, "Delete", name);
      }
      writes.deleted(key(set), pods, pod);
    } catch (ApiFailure e) {
      events.podFailed(set, "Delete", name, message(e));
      throw e;
    }
  }

  private void wrote(StatefulSetView set, Informer<?> informer, Object answer) {
    writes.wrote(key(set), informer, answer);
  }

  private static ObjectKey key(StatefulSetView set) {
    return set.metadata().key();
  }

  private static String message(ApiFailure e) {
    return String.valueOf(e.getMessage());
  }
}
