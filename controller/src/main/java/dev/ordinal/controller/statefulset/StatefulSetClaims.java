package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The claims of a pod: names, new ones, which are missing, stale or being deleted. Pure. */
final class StatefulSetClaims {
  private StatefulSetClaims() {}

  static String claimName(StatefulSetView set, ObjectNode template, int ordinal) {
    return template.path("metadata").path("name").asText() + "-" + set.name() + "-" + ordinal;
  }

  static List<String> claimNames(StatefulSetView set, int ordinal) {
    return set.claimTemplates().stream().map(t -> claimName(set, t, ordinal)).toList();
  }

  /** The claims of this ordinal that do not exist, ready to be created. */
  static List<ObjectNode> missing(
      StatefulSetView set, int ordinal, Map<String, PersistentVolumeClaim> existing) {
    List<ObjectNode> missing = new ArrayList<>();
    for (ObjectNode template : set.claimTemplates()) {
      if (!existing.containsKey(claimName(set, template, ordinal))) {
        missing.add(newClaim(set, template, ordinal));
      }
    }
    return missing;
  }

  /** The claims of this ordinal that exist. */
  static List<PersistentVolumeClaim> existing(
      StatefulSetView set, int ordinal, Map<String, PersistentVolumeClaim> existing) {
    List<PersistentVolumeClaim> found = new ArrayList<>();
    for (String name : claimNames(set, ordinal)) {
      PersistentVolumeClaim claim = existing.get(name);
      if (claim != null) {
        found.add(claim);
      }
    }
    return found;
  }

  private static ObjectNode newClaim(StatefulSetView set, ObjectNode template, int ordinal) {
    ObjectNode claim = template.deepCopy();
    claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
    claim.remove("status");
    ObjectNode metadata = claim.withObject("/metadata");
    metadata.put("name", claimName(set, template, ordinal)).put("namespace", set.namespace());
    metadata.remove("creationTimestamp");
    ObjectNode labels =
        metadata.path("labels") instanceof ObjectNode own ? own : metadata.putObject("labels");
    set.selector().matchLabels().forEach(labels::put);
    if (set.deleteClaimsWhenDeleted()) {
      metadata.putArray("ownerReferences").add(set.ownerReference());
    }
    return claim;
  }

  /** A claim of the pod to come that still belongs to an earlier pod of that name. */
  static boolean anyStale(
      StatefulSetView set, int ordinal, Map<String, PersistentVolumeClaim> existing) {
    String podName = StatefulSetIdentity.podName(set, ordinal);
    return set.deleteClaimsWhenScaled()
        && existing(set, ordinal, existing).stream()
            .anyMatch(claim -> ClaimOwners.hasOwnerNamed(claim, "Pod", podName));
  }

  /** The name of a claim that is going away, so that nothing may be built on it; or empty. */
  static String anyDeleting(
      StatefulSetView set, int ordinal, Map<String, PersistentVolumeClaim> existing) {
    return existing(set, ordinal, existing).stream()
        .filter(claim -> claim.getMetadata().getDeletionTimestamp() != null)
        .map(claim -> claim.getMetadata().getName())
        .findFirst()
        .orElse("");
  }
}
