package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;

/** One thing to do for one ordinal. */
sealed interface StatefulSetAction {

  /** Creates the missing claims, then the pod, from the current or the update revision. */
  record CreatePod(int ordinal, boolean fromCurrentRevision, List<ObjectNode> missingClaims)
      implements StatefulSetAction {}

  /** Creates claims that vanished under a pod that waits for them. */
  record CreateClaims(Pod pod, List<ObjectNode> claims) implements StatefulSetAction {}

  /** Nothing can be built on a claim that is being deleted: an error that the user sees. */
  record RefuseClaim(int ordinal, String claimName) implements StatefulSetAction {}

  /** Puts back identity labels, and volumes if they are wrong. */
  record RepairPod(Pod pod, Map<String, String> labels, boolean volumes)
      implements StatefulSetAction {}

  /** Sets the owner references of a claim. */
  record OwnClaim(PersistentVolumeClaim claim, List<ObjectNode> owners, boolean conflicting)
      implements StatefulSetAction {}

  /** Deletes a pod: it has ended, is condemned by scale, or of an old revision. */
  record DeletePod(Pod pod, Reason reason) implements StatefulSetAction {}

  /** Why a pod is deleted. */
  enum Reason {
    FINISHED,
    SCALED_DOWN,
    UPDATED
  }
}
