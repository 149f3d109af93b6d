package dev.ordinal.apiserver.kind.volume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.Locale;

/** The rules of storage classes. */
final class StorageClassRules implements KindRules {

  private static final List<String> RECLAIM_POLICIES = List.of("Delete", "Retain");
  private static final List<String> BINDING_MODES = List.of("Immediate", "WaitForFirstConsumer");
  private static final Defaults DEFAULTS =
      Defaults.table()
          .pointer("reclaimPolicy", "Delete")
          .pointer("volumeBindingMode", "Immediate")
          .build();

  @Override
  public void applyDefaults(ObjectNode storageClass) {
    DEFAULTS.apply(storageClass);
  }

  @Override
  public List<FieldError> validate(ObjectNode storageClass) {
    Errors errors = new Errors();
    String provisioner = Tree.text(storageClass, "provisioner");
    if (provisioner.isEmpty()) {
      errors.required("provisioner");
    } else {
      errors.invalidEach(
          "provisioner", provisioner, Names.qualifiedName(provisioner.toLowerCase(Locale.ROOT)));
    }
    for (String key : Tree.strings(storageClass, "parameters").keySet()) {
      if (key.isEmpty()) {
        errors.invalid("parameters", key, "field can not be empty.");
      }
    }
    String policy = Tree.text(storageClass, "reclaimPolicy");
    if (!policy.isEmpty() && !RECLAIM_POLICIES.contains(policy)) {
      errors.notSupported("reclaimPolicy", policy, RECLAIM_POLICIES);
    }
    String mode = Tree.text(storageClass, "volumeBindingMode");
    if (mode.isEmpty()) {
      errors.required("volumeBindingMode");
    } else if (!BINDING_MODES.contains(mode)) {
      errors.notSupported("volumeBindingMode", mode, BINDING_MODES);
    }
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode storageClass, ObjectNode old) {
    Errors errors = new Errors();
    for (String field : List.of("parameters", "provisioner", "reclaimPolicy")) {
      if (!Tree.same(Tree.at(storageClass, field), Tree.at(old, field))) {
        errors.forbidden(field, "updates to " + field + " are forbidden.");
      }
    }
    errors.immutable(
        Tree.at(storageClass, "volumeBindingMode"),
        Tree.at(old, "volumeBindingMode"),
        "volumeBindingMode");
    return errors.list();
  }
}
