package dev.ordinal.controller.namespace;

import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.util.List;

/** What follows from a look at a namespace's content. */
sealed interface NamespaceAction {
  /** Say what is left. */
  record Report(List<NamespaceCondition> conditions) implements NamespaceAction {}

  /** Let it go. */
  record FinalizeIt() implements NamespaceAction {}
}
