package dev.ordinal.apiserver.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Kinds;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.operation.Meta;
import dev.ordinal.apiserver.operation.Registry;
import dev.ordinal.apiserver.operation.Updater;
import dev.ordinal.apiserver.operation.WriteOptions;
import dev.ordinal.apiserver.request.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the disruption budgets of a pod whether it may be evicted, and takes one disruption of them.
 */
final class DisruptionBudgets {

  private final Registry registry;
  private final Kinds kinds;

  DisruptionBudgets(Registry registry, Kinds kinds) {
    this.registry = registry;
    this.kinds = kinds;
  }

  /** Refuses with 429 where a budget is used up. */
  void take(ObjectNode pod, WriteOptions options) {
    String phase = Tree.text(pod, "status", "phase");
    if (Meta.isDeleting(pod)
        || phase.equals("Succeeded")
        || phase.equals("Failed")
        || phase.equals("Pending")) {
      return;
    }
    Optional<ResourceType> type = kinds.find("policy", "v1", "poddisruptionbudgets");
    if (type.isEmpty()) {
      return;
    }
    Map<String, String> labels = Tree.strings(pod, "metadata", "labels");
    List<ObjectNode> budgets =
        registry.store().trees(type.get(), Meta.namespace(pod)).stream()
            .filter(budget -> selects(budget, labels))
            .toList();
    if (budgets.size() > 1) {
      throw ApiException.of(
          500,
          "InternalError",
          "Internal error occurred: This pod has more than one PodDisruptionBudget, which the"
              + " eviction subresource does not support.",
          Optional.empty());
    }
    for (ObjectNode budget : budgets) {
      takeOne(type.get(), budget, pod, options);
    }
  }

  private static boolean selects(ObjectNode budget, Map<String, String> labels) {
    return Tree.has(budget, "spec", "selector")
        && Selectors.matches(Tree.at(budget, "spec", "selector"), labels);
  }

  private void takeOne(ResourceType type, ObjectNode budget, ObjectNode pod, WriteOptions options) {
    registry
        .updater()
        .update(
            new Updater.Update(
                type,
                Meta.namespace(budget),
                Meta.name(budget),
                "status",
                Updater.Strategy.STATUS,
                current -> taken(current, Meta.name(pod))),
            options);
  }

  private ObjectNode taken(ObjectNode budget, String pod) {
    if (Tree.number(budget, "status", "observedGeneration")
        < Tree.number(budget, "metadata", "generation")) {
      throw refused(
          "The disruption budget " + Meta.name(budget) + " is still being processed by the server.",
          10);
    }
    long allowed = Tree.number(budget, "status", "disruptionsAllowed");
    if (allowed < 1) {
      throw refused(
          "The disruption budget "
              + Meta.name(budget)
              + " needs "
              + Tree.number(budget, "status", "desiredHealthy")
              + " healthy pods and has "
              + Tree.number(budget, "status", "currentHealthy")
              + " currently",
          0);
    }
    ObjectNode status = Tree.ensureObject(budget, "status");
    status.put("disruptionsAllowed", allowed - 1);
    Tree.ensureObject(status, "disruptedPods")
        .put(
            pod,
            registry
                .clock()
                .instant()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString());
    return budget;
  }

  private static ApiException refused(String cause, int retryAfter) {
    return ApiException.of(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.",
        Optional.of(
            new ApiException.Details(
                "",
                "",
                "",
                "",
                List.of(new ApiException.Cause("DisruptionBudget", cause, "")),
                retryAfter)));
  }
}
