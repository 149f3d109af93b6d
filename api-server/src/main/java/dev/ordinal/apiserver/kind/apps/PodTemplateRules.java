package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.pod.PodDefaults;
import dev.ordinal.apiserver.kind.pod.PodTemplates;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of pod templates. */
final class PodTemplateRules implements KindRules {

  @Override
  public void applyDefaults(ObjectNode template) {
    PodDefaults.applyToTemplate(Tree.ensureObject(template, "template"));
  }

  @Override
  public List<FieldError> validate(ObjectNode template) {
    Errors errors = new Errors();
    PodTemplates.validate(template.path("template"), "template", errors);
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
