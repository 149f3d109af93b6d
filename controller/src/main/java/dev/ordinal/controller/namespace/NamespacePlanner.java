package dev.ordinal.controller.namespace;

import io.fabric8.kubernetes.api.model.Namespace;
import java.util.ArrayList;
import java.util.List;

/** Decides what follows from a look at a namespace's content. */
final class NamespacePlanner {
  private NamespacePlanner() {}

  /** Whether the namespace is being deleted and still waits for this controller. */
  static boolean isDue(Namespace namespace) {
    return namespace.getMetadata().getDeletionTimestamp() != null
        && namespace.getSpec() != null
        && namespace.getSpec().getFinalizers().contains("kubernetes");
  }

  static List<NamespaceAction> plan(Namespace namespace, Content content, String now) {
    List<NamespaceAction> actions = new ArrayList<>();
    NamespaceStatuses.conditions(namespace, content, now)
        .ifPresent(conditions -> actions.add(new NamespaceAction.Report(conditions)));
    if (content.isEmpty()) {
      actions.add(new NamespaceAction.FinalizeIt());
    }
    return actions;
  }
}
