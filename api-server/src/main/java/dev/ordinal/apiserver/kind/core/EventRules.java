package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/**
 * The rules of events.
 *
 * @param core whether objects have the core group's form
 */
record EventRules(boolean core) implements KindRules {

  private static final List<String> TYPES = List.of("Normal", "Warning");

  @Override
  public ObjectNode toStored(ObjectNode event) {
    return core ? event : EventForms.toCore(event);
  }

  @Override
  public ObjectNode fromStored(ObjectNode event) {
    return core ? event : EventForms.toEvents(event);
  }

  @Override
  public List<FieldError> validate(ObjectNode object) {
    Errors errors = new Errors();
    ObjectNode event = toStored(object);
    String namespace = Tree.text(event, "metadata", "namespace");
    String involved = Tree.text(event, "involvedObject", "namespace");
    if (involved.isEmpty() && !namespace.equals("default") && !namespace.equals("kube-system")) {
      errors.invalid("involvedObject.namespace", involved, "does not match event.namespace");
    } else if (!involved.isEmpty() && !involved.equals(namespace)) {
      errors.invalid("involvedObject.namespace", involved, "does not match event.namespace");
    }
    if (Tree.has(event, "eventTime")) {
      newForm(event, errors);
    }
    return errors.list();
  }

  /** What only clients of the newer group send, and must send whole. */
  private static void newForm(ObjectNode event, Errors errors) {
    for (String field : List.of("reportingInstance", "action", "reason")) {
      String value = Tree.text(event, field);
      if (value.isEmpty()) {
        errors.required(field);
      } else if (value.length() > 128) {
        errors.invalid(field, "", "can have at most 128 characters");
      }
    }
    String component = Tree.text(event, "reportingComponent");
    if (component.isEmpty()) {
      errors.required("reportingController");
    }
    if (Tree.text(event, "message").length() > 1024) {
      errors.invalid("message", "", "can have at most 1024 characters");
    }
    String type = Tree.text(event, "type");
    if (!TYPES.contains(type)) {
      errors.invalid("type", "", "has invalid value: " + type);
    }
  }
}
