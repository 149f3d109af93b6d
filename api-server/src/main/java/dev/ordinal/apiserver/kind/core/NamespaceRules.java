package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of namespaces. */
final class NamespaceRules implements StatusRules {

  private static final String NAME_LABEL = "kubernetes.io/metadata.name";
  private static final String FINALIZER = "kubernetes";

  @Override
  public NameRule nameRule() {
    return NameRule.DNS_LABEL;
  }

  @Override
  public void applyDefaults(ObjectNode namespace) {
    String name = Tree.text(namespace, "metadata", "name");
    if (!name.isEmpty()) {
      Tree.ensureObject(namespace, "metadata", "labels").put(NAME_LABEL, name);
    }
    ObjectNode status = Tree.ensureObject(namespace, "status");
    if (Tree.text(status, "phase").isEmpty()) {
      status.put("phase", "Active");
    }
  }

  @Override
  public void prepareForCreate(ObjectNode namespace) {
    applyDefaults(namespace);
    namespace.putObject("status").put("phase", "Active");
    ObjectNode spec = Tree.ensureObject(namespace, "spec");
    if (!Tree.texts(spec, "finalizers").contains(FINALIZER)) {
      Tree.ensureArray(spec, "finalizers").add(FINALIZER);
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode namespace, ObjectNode old) {
    Tree.copyField(old, namespace, "spec");
    Tree.copyField(old, namespace, "status");
  }

  @Override
  public List<FieldError> validate(ObjectNode namespace) {
    Errors errors = new Errors();
    for (String finalizer : Tree.texts(namespace, "spec", "finalizers")) {
      errors.invalidEach("spec.finalizers", finalizer, Names.qualifiedName(finalizer));
      if (!finalizer.contains("/") && !finalizer.equals(FINALIZER)) {
        errors.invalid(
            "spec.finalizers",
            finalizer,
            "name is neither a standard finalizer name nor is it fully" + " qualified");
      }
    }
    return errors.list();
  }

  @Override
  public List<FieldError> validateStatusUpdate(ObjectNode namespace, ObjectNode old) {
    Errors errors = new Errors();
    String phase = Tree.text(namespace, "status", "phase");
    boolean deleted = Tree.has(namespace, "metadata", "deletionTimestamp");
    if (!deleted && !phase.equals("Active")) {
      errors.invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty");
    } else if (deleted && !phase.equals("Terminating")) {
      errors.invalid(
          "status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
    }
    return errors.list();
  }
}
