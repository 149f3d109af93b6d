package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of controller revisions: the data never changes. */
final class ControllerRevisionRules implements KindRules {

  @Override
  public List<FieldError> validate(ObjectNode revision) {
    Errors errors = new Errors();
    if (!Tree.has(revision, "data")) {
      errors.required("data", "data is mandatory");
    }
    long number = Tree.number(revision, "revision");
    if (number < 0) {
      errors.invalid("revision", number, "must be greater than or equal to 0");
    }
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode revision, ObjectNode old) {
    Errors errors = new Errors();
    errors.immutable(Tree.at(revision, "data"), Tree.at(old, "data"), "data");
    return errors.list();
  }
}
