package dev.ordinal.controller.namespace;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.api.model.NamespaceConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The conditions of a namespace that is being deleted, in upstream's words. */
final class NamespaceStatuses {
  private NamespaceStatuses() {}

  /** The conditions after a pass, or empty where the namespace says so already. */
  static Optional<List<NamespaceCondition>> conditions(
      Namespace namespace, Content content, String now) {
    List<NamespaceCondition> wanted =
        List.of(
            condition(
                "NamespaceDeletionDiscoveryFailure",
                !content.discoveryErrors().isEmpty(),
                content.discoveryErrors().isEmpty() ? "ResourcesDiscovered" : "DiscoveryFailed",
                content.discoveryErrors().isEmpty()
                    ? "All resources successfully discovered"
                    : "Discovery failed for some groups, %d failing: %s"
                        .formatted(
                            content.discoveryErrors().size(),
                            String.join(", ", content.discoveryErrors()))),
            condition(
                "NamespaceDeletionGroupVersionParsingFailure",
                false,
                "ParsedGroupVersions",
                "All legacy kube types successfully parsed"),
            condition(
                "NamespaceDeletionContentFailure",
                !content.deletionErrors().isEmpty(),
                content.deletionErrors().isEmpty() ? "ContentDeleted" : "ContentDeletionFailed",
                content.deletionErrors().isEmpty()
                    ? "All content successfully deleted, may be waiting on finalization"
                    : "Failed to delete all resource types, %d remaining: %s"
                        .formatted(
                            content.deletionErrors().size(),
                            String.join(", ", content.deletionErrors()))),
            remaining(content.instances()),
            finalizing(content.finalizers()));
    List<NamespaceCondition> present =
        namespace.getStatus() == null ? List.of() : namespace.getStatus().getConditions();
    return merge(present, wanted, now);
  }

  private static NamespaceCondition remaining(Map<String, Integer> instances) {
    return instances.isEmpty()
        ? condition(
            "NamespaceContentRemaining",
            false,
            "ContentRemoved",
            "All content successfully removed")
        : condition(
            "NamespaceContentRemaining",
            true,
            "SomeResourcesRemain",
            "Some resources are remaining: " + counted(instances, " has ", " resource instances"));
  }

  private static NamespaceCondition finalizing(Map<String, Integer> finalizers) {
    return finalizers.isEmpty()
        ? condition(
            "NamespaceFinalizersRemaining",
            false,
            "ContentHasNoFinalizers",
            "All content-preserving finalizers finished")
        : condition(
            "NamespaceFinalizersRemaining",
            true,
            "SomeFinalizersRemain",
            "Some content in the namespace has finalizers remaining: "
                + counted(finalizers, " in ", " resource instances"));
  }

  private static String counted(Map<String, Integer> counts, String between, String after) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(entry -> entry.getKey() + between + entry.getValue() + after)
            .collect(Collectors.joining(", "));
  }

  private static NamespaceCondition condition(
      String type, boolean status, String reason, String message) {
    return new NamespaceConditionBuilder()
        .withType(type)
        .withStatus(status ? "True" : "False")
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  /** The wanted conditions with the times of those that have not turned. */
  private static Optional<List<NamespaceCondition>> merge(
      List<NamespaceCondition> present, List<NamespaceCondition> wanted, String now) {
    List<NamespaceCondition> merged = new ArrayList<>();
    boolean changed = false;
    for (NamespaceCondition condition : wanted) {
      Optional<NamespaceCondition> before =
          present.stream().filter(c -> c.getType().equals(condition.getType())).findFirst();
      boolean turned = before.map(c -> !c.getStatus().equals(condition.getStatus())).orElse(true);
      changed |= turned || !condition.getMessage().equals(before.get().getMessage());
      condition.setLastTransitionTime(turned ? now : before.get().getLastTransitionTime());
      merged.add(condition);
    }
    return changed ? Optional.of(merged) : Optional.empty();
  }
}
