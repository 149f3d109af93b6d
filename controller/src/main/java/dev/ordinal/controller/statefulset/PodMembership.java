package dev.ordinal.controller.statefulset;

import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.Informer;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ObjectKey;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.runtime.OwnWrites;
import dev.ordinal.controller.runtime.OwnerLookup;
import dev.ordinal.controller.runtime.OwnerPatch;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds a set's pods: keeps its own, adopts orphans that fit, releases what no longer does. */
final class PodMembership {
  private final KubeClient client;
  private final Informer<Pod> pods;
  private final OwnWrites writes;

  PodMembership(KubeClient client, Informer<Pod> pods, OwnWrites writes) {
    this.client = client;
    this.pods = OwnerLookup.index(pods);
    this.writes = writes;
  }

  /** The pods of the set, after adoption and release. */
  List<Pod> claim(StatefulSetView set, Adopter adopter) {
    List<Pod> members = new ArrayList<>();
    for (Pod pod : OwnerLookup.owned(pods, set.uid())) {
      if (fits(set, pod)) {
        members.add(pod);
      } else if (!set.deleting()) {
        release(set, pod);
      }
    }
    if (set.deleting()) {
      return members;
    }
    for (Pod pod : OwnerLookup.orphans(pods, set.namespace())) {
      if (fits(set, pod) && !PodState.terminating(pod)) {
        adopter.check();
        members.add(patched(set, pod, OwnerPatch.adding(pod, set.ownerReference())));
      }
    }
    return members;
  }

  private static boolean fits(StatefulSetView set, Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return StatefulSetIdentity.isMember(set, pod.getMetadata().getName())
        && set.selector().matches(labels == null ? Map.of() : labels);
  }

  private void release(StatefulSetView set, Pod pod) {
    try {
      patched(set, pod, OwnerPatch.removing(pod, set.uid()));
    } catch (ApiFailure e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private Pod patched(StatefulSetView set, Pod pod, com.fasterxml.jackson.databind.JsonNode patch) {
    ObjectKey key = set.metadata().key();
    String name = pod.getMetadata().getName();
    Pod answer = client.patch(Kinds.PODS, set.namespace(), name, PatchType.MERGE, patch);
    writes.wrote(key, pods, answer);
    return answer;
  }
}
