package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which owner references the retention policy wants on a claim. Pure.
 *
 * <p>A claim that names our set or pod with another UID belongs to one that is gone: it is left to
 * the collector. A claim that another object manages loses our references and is left alone
 * otherwise. References of others that do not manage it stay, and so protect it.
 */
final class ClaimOwners {
  private ClaimOwners() {}

  /**
   * The complete list of references the claim should have, or nothing when it is as it should be.
   */
  static Optional<List<ObjectNode>> correction(
      StatefulSetView set, Pod pod, boolean inRange, PersistentVolumeClaim claim) {
    if (claim.getMetadata().getDeletionTimestamp() != null || stale(set, pod, claim)) {
      return Optional.empty();
    }
    String podUid = pod.getMetadata().getUid();
    boolean foreign = foreignController(set, pod, claim);
    boolean setWanted =
        !foreign && set.deleteClaimsWhenDeleted() && !condemnedByScale(set, inRange);
    boolean podWanted = !foreign && condemnedByScale(set, inRange);
    List<ObjectNode> owners = new ArrayList<>();
    for (OwnerReference owner : claim.getMetadata().getOwnerReferences()) {
      if (!owner.getUid().equals(set.uid()) && !owner.getUid().equals(podUid)) {
        owners.add(Json.tree(owner));
      }
    }
    if (setWanted) {
      owners.add(set.ownerReference());
    }
    if (podWanted) {
      owners.add(podReference(pod));
    }
    return matches(claim, set.uid(), setWanted) && matches(claim, podUid, podWanted)
        ? Optional.empty()
        : Optional.of(owners);
  }

  private static boolean condemnedByScale(StatefulSetView set, boolean inRange) {
    return set.deleteClaimsWhenScaled() && !inRange;
  }

  /** True when another object manages the claim, so that the policy cannot be applied. */
  static boolean foreignController(StatefulSetView set, Pod pod, PersistentVolumeClaim claim) {
    return claim.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner ->
                Boolean.TRUE.equals(owner.getController())
                    && !owner.getUid().equals(set.uid())
                    && !owner.getUid().equals(pod.getMetadata().getUid()));
  }

  static boolean hasOwnerNamed(PersistentVolumeClaim claim, String kind, String name) {
    return claim.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals(kind) && owner.getName().equals(name));
  }

  private static boolean stale(StatefulSetView set, Pod pod, PersistentVolumeClaim claim) {
    return claim.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner ->
                namesAnother(owner, "Pod", pod.getMetadata().getName(), pod.getMetadata().getUid())
                    || namesAnother(owner, StatefulSetView.KIND, set.name(), set.uid()));
  }

  private static boolean namesAnother(OwnerReference owner, String kind, String name, String uid) {
    return owner.getKind().equals(kind)
        && owner.getName().equals(name)
        && !owner.getUid().equals(uid);
  }

  private static boolean matches(PersistentVolumeClaim claim, String uid, boolean wanted) {
    Optional<OwnerReference> found =
        claim.getMetadata().getOwnerReferences().stream()
            .filter(owner -> owner.getUid().equals(uid))
            .findFirst();
    return found.map(owner -> wanted && Boolean.TRUE.equals(owner.getController())).orElse(!wanted);
  }

  private static ObjectNode podReference(Pod pod) {
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("name", pod.getMetadata().getName())
        .put("uid", pod.getMetadata().getUid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
