package dev.ordinal.controller.statefulset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Small sets, pods and claims for tests. */
final class Sets {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Sets() {}

  /** A set named web with this many replicas and its spec changed. */
  static StatefulSetView set(int replicas, Consumer<ObjectNode> spec) {
    ObjectNode tree =
        (ObjectNode)
            Json.parse(
                """
                {"apiVersion":"apps/v1","kind":"StatefulSet",
                 "metadata":{"name":"web","namespace":"ns","uid":"set-uid","generation":1,
                             "resourceVersion":"1"},
                 "spec":{"podManagementPolicy":"OrderedReady","serviceName":"svc",
                   "selector":{"matchLabels":{"app":"web"}},
                   "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}},
                   "template":{"metadata":{"labels":{"app":"web"}},
                               "spec":{"containers":[{"name":"c","image":"nginx"}]}}},
                 "status":{}}
                """);
    tree.withObject("/spec").put("replicas", replicas);
    spec.accept(tree.withObject("/spec"));
    return StatefulSetView.of(tree);
  }

  static void withClaims(ObjectNode spec) {
    spec.set(
        "volumeClaimTemplates",
        Json.parse("[{\"metadata\":{\"name\":\"data\"},\"spec\":{\"x\":1}}]"));
  }

  /**
   * A pod in words: {@code "1 ready"}, {@code "0 pending old deleting"}. Words: ready, running,
   * pending, failed, succeeded, new (no phase), deleting, old (of revision old), rev=NAME,
   * since=SECONDS.
   */
  static Pod pod(String words) {
    List<String> list = List.of(words.split(" "));
    int ordinal = Integer.parseInt(list.getFirst());
    ObjectNode tree = Json.object().put("kind", "Pod").put("apiVersion", "v1");
    ObjectNode metadata = tree.putObject("metadata");
    metadata.put("name", "web-" + ordinal).put("namespace", "ns").put("uid", "pod-" + ordinal);
    ObjectNode labels = metadata.putObject("labels").put("app", "web");
    labels.put(StatefulSetIdentity.POD_NAME_LABEL, "web-" + ordinal);
    labels.put(StatefulSetIdentity.POD_INDEX_LABEL, Integer.toString(ordinal));
    labels.put(
        StatefulSetIdentity.REVISION_LABEL,
        list.stream()
            .filter(w -> w.startsWith("rev="))
            .map(w -> w.substring(4))
            .findFirst()
            .orElse(list.contains("old") ? "old" : "new"));
    if (list.contains("deleting")) {
      metadata.put("deletionTimestamp", NOW.toString());
    }
    ObjectNode spec = tree.putObject("spec");
    if (list.contains("claims")) {
      spec.putArray("volumes")
          .addObject()
          .put("name", "data")
          .putObject("persistentVolumeClaim")
          .put("claimName", "data-web-" + ordinal);
    }
    ObjectNode status = tree.putObject("status");
    Map<String, String> phases =
        Map.of(
            "ready",
            "Running",
            "running",
            "Running",
            "pending",
            "Pending",
            "failed",
            "Failed",
            "succeeded",
            "Succeeded");
    list.stream().filter(phases::containsKey).forEach(w -> status.put("phase", phases.get(w)));
    if (list.contains("ready")) {
      long since =
          list.stream()
              .filter(w -> w.startsWith("since="))
              .mapToLong(w -> Long.parseLong(w.substring(6)))
              .findFirst()
              .orElse(1000);
      status
          .putArray("conditions")
          .addObject()
          .put("type", "Ready")
          .put("status", "True")
          .put("lastTransitionTime", NOW.minusSeconds(since).toString());
    }
    return Json.as(tree, Pod.class);
  }

  static PersistentVolumeClaim claim(String name, OwnerReference... owners) {
    ObjectNode tree = Json.object();
    tree.putObject("metadata").put("name", name).put("namespace", "ns").put("resourceVersion", "5");
    PersistentVolumeClaim claim = Json.as(tree, PersistentVolumeClaim.class);
    claim.getMetadata().setOwnerReferences(List.of(owners));
    return claim;
  }

  static OwnerReference owner(String kind, String name, String uid, boolean controller) {
    return new OwnerReference("v1", controller, controller, kind, name, uid);
  }

  /** The plan in words, stages separated by {@code " | "}. */
  static String plan(
      StatefulSetView set, Map<String, PersistentVolumeClaim> claims, String... pods) {
    StatefulSetObservation seen =
        StatefulSetObservation.of(
            set, "old", "new", List.of(pods).stream().map(Sets::pod).toList(), claims, NOW);
    return StatefulSetPlanner.plan(seen).stream()
        .map(stage -> stage.stream().map(Sets::word).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" | "));
  }

  private static String word(StatefulSetAction action) {
    return switch (action) {
      case StatefulSetAction.CreatePod a ->
          "+"
              + a.ordinal()
              + (a.fromCurrentRevision() ? "old" : "")
              + "c".repeat(a.missingClaims().size());
      case StatefulSetAction.CreateClaims a -> "claims:" + a.pod().getMetadata().getName();
      case StatefulSetAction.RefuseClaim a -> "refuse:" + a.claimName();
      case StatefulSetAction.RepairPod a -> "repair:" + a.pod().getMetadata().getName();
      case StatefulSetAction.OwnClaim a ->
          "own:"
              + a.claim().getMetadata().getName()
              + a.owners().stream()
                  .map(o -> "/" + o.path("uid").asText())
                  .collect(Collectors.joining());
      case StatefulSetAction.DeletePod a ->
          "-"
              + a.pod().getMetadata().getName().substring(4)
              + switch (a.reason()) {
                case FINISHED -> "f";
                case SCALED_DOWN -> "s";
                case UPDATED -> "u";
              };
    };
  }
}
