package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of nodes. */
final class NodeRules implements StatusRules {

  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  @Override
  public void applyDefaults(ObjectNode node) {
    if (node.get("status") instanceof ObjectNode status
        && Tree.has(status, "capacity")
        && !Tree.has(status, "allocatable")) {
      status.set("allocatable", status.path("capacity").deepCopy());
    }
    cidrs(node);
  }

  private static void cidrs(ObjectNode node) {
    if (!(node.get("spec") instanceof ObjectNode spec)) {
      return;
    }
    String single = Tree.text(spec, "podCIDR");
    String first = Tree.at(spec, "podCIDRs").path(0).asText("");
    if (first.isEmpty() && !single.isEmpty()) {
      spec.putArray("podCIDRs").add(single);
    } else if (!first.isEmpty()) {
      spec.put("podCIDR", first);
    }
  }

  /** A node agent registers itself with its status, so a create keeps it. */
  @Override
  public void prepareForCreate(ObjectNode node) {}

  @Override
  public List<FieldError> validate(ObjectNode node) {
    Errors errors = new Errors();
    Set<String> seen = new HashSet<>();
    List<ObjectNode> taints = Tree.objects(node, "spec", "taints");
    for (int i = 0; i < taints.size(); i++) {
      String field = "spec.taints[" + i + "]";
      String key = Tree.text(taints.get(i), "key");
      String effect = Tree.text(taints.get(i), "effect");
      errors.invalidEach(field + ".key", key, Names.qualifiedName(key));
      String value = Tree.text(taints.get(i), "value");
      errors.invalidEach(field + ".value", value, Names.labelValue(value));
      if (effect.isEmpty()) {
        errors.required(field + ".effect");
      } else if (!EFFECTS.contains(effect)) {
        errors.notSupported(field + ".effect", effect, EFFECTS);
      }
      if (!seen.add(key + ":" + effect)) {
        errors.duplicateValue(field, taints.get(i).toString());
      }
    }
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode node, ObjectNode old) {
    Errors errors = new Errors();
    JsonNode before = Tree.at(old, "spec", "podCIDRs");
    JsonNode now = Tree.at(node, "spec", "podCIDRs");
    if (!before.isEmpty() && !Tree.same(now, before)) {
      errors.forbidden(
          "spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
    }
    String provider = Tree.text(old, "spec", "providerID");
    if (!provider.isEmpty() && !provider.equals(Tree.text(node, "spec", "providerID"))) {
      errors.forbidden(
          "spec.providerID", "node updates may not change providerID except from \"\" to valid");
    }
    return errors.list();
  }
}
