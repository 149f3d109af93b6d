package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.pod.PodDefaults;
import dev.ordinal.apiserver.kind.pod.PodTemplates;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of replication controllers, whose selector is a plain map. */
final class ReplicationControllerRules implements StatusRules {

  @Override
  public void applyDefaults(ObjectNode controller) {
    ObjectNode spec = Tree.ensureObject(controller, "spec");
    if (!Tree.has(spec, "replicas")) {
      spec.put("replicas", 1);
    }
    if (!(spec.get("template") instanceof ObjectNode template)) {
      return;
    }
    PodDefaults.applyToTemplate(template);
    JsonNode labels = Tree.at(template, "metadata", "labels");
    if (labels.isEmpty()) {
      return;
    }
    if (Tree.at(spec, "selector").isEmpty()) {
      spec.set("selector", labels.deepCopy());
    }
    ObjectNode metadata = Tree.ensureObject(controller, "metadata");
    if (Tree.at(metadata, "labels").isEmpty()) {
      metadata.set("labels", labels.deepCopy());
    }
  }

  @Override
  public List<FieldError> validate(ObjectNode controller) {
    Errors errors = new Errors();
    JsonNode spec = controller.path("spec");
    errors.nonNegative(spec, "spec", "minReadySeconds");
    JsonNode selector = Tree.at(spec, "selector");
    if (selector.isEmpty()) {
      errors.required("spec.selector");
    }
    errors.nonNegative(spec, "spec", "replicas");
    if (!Tree.has(spec, "template")) {
      errors.required("spec.template");
      return errors.list();
    }
    ObjectNode asSelector = controller.objectNode();
    asSelector.set("matchLabels", selector.isMissingNode() ? asSelector.objectNode() : selector);
    PodTemplates.validateSelected(spec.path("template"), asSelector, "spec.template", errors);
    PodTemplates.validate(spec.path("template"), "spec.template", errors);
    PodTemplates.validateRunsForEver(
        spec.path("template"), "ReplicationController", "spec.template", errors);
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
