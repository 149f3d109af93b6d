package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.pod.PodTemplates;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The rules of kinds that keep pods of one template running: Deployment, ReplicaSet, DaemonSet.
 *
 * @param kind as it stands in messages
 * @param emptySelector what an empty selector is told
 * @param ownChecks what only this kind checks of its spec
 */
record WorkloadRules(
    String kind, Defaults defaults, String emptySelector, BiConsumer<JsonNode, Errors> ownChecks)
    implements StatusRules {

  @Override
  public void applyDefaults(ObjectNode object) {
    defaults.apply(object);
  }

  @Override
  public List<FieldError> validate(ObjectNode object) {
    Errors errors = new Errors();
    JsonNode spec = object.path("spec");
    JsonNode selector = Tree.at(spec, "selector");
    errors.nonNegative(spec, "spec", "replicas");
    if (selector.isMissingNode()) {
      errors.required("spec.selector");
    } else {
      Selectors.validate(selector, "spec.selector", errors);
      if (Selectors.isEmpty(selector)) {
        errors.invalid("spec.selector", selector, emptySelector);
      }
    }
    PodTemplates.validateSelected(spec.path("template"), selector, "spec.template", errors);
    PodTemplates.validate(spec.path("template"), "spec.template", errors);
    PodTemplates.validateRunsForEver(spec.path("template"), kind, "spec.template", errors);
    errors.nonNegative(spec, "spec", "minReadySeconds");
    ownChecks.accept(spec, errors);
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
    Errors errors = new Errors();
    errors.immutable(
        Tree.at(object, "spec", "selector"), Tree.at(old, "spec", "selector"), "spec.selector");
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
