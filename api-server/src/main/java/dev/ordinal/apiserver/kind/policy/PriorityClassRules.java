package dev.ordinal.apiserver.kind.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of priority classes. */
final class PriorityClassRules implements KindRules {

  private static final long HIGHEST = 1_000_000_000;
  private static final List<String> POLICIES = List.of("PreemptLowerPriority", "Never");
  private static final Defaults DEFAULTS =
      Defaults.table().pointer("preemptionPolicy", "PreemptLowerPriority").build();

  @Override
  public void applyDefaults(ObjectNode priorityClass) {
    DEFAULTS.apply(priorityClass);
  }

  @Override
  public List<FieldError> validate(ObjectNode priorityClass) {
    Errors errors = new Errors();
    String name = Tree.text(priorityClass, "metadata", "name");
    boolean system = name.equals("system-node-critical") || name.equals("system-cluster-critical");
    if (name.startsWith("system-") && !system) {
      errors.forbidden(
          "metadata.name",
          "priority class names with 'system-' prefix are reserved for system use only. error: "
              + name
              + " is not a known system priority class");
    }
    if (!system && Tree.number(priorityClass, "value") > HIGHEST) {
      errors.forbidden("value", "maximum allowed value of a user defined priority is " + HIGHEST);
    }
    String policy = Tree.text(priorityClass, "preemptionPolicy");
    if (!POLICIES.contains(policy)) {
      errors.notSupported("preemptionPolicy", policy, POLICIES);
    }
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode priorityClass, ObjectNode old) {
    Errors errors = new Errors();
    if (Tree.number(priorityClass, "value") != Tree.number(old, "value")) {
      errors.forbidden("value", "may not be changed in an update.");
    }
    errors.immutable(
        Tree.at(priorityClass, "preemptionPolicy"),
        Tree.at(old, "preemptionPolicy"),
        "preemptionPolicy");
    return errors.list();
  }
}
