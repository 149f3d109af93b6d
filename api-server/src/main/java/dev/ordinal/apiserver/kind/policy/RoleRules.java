package dev.ordinal.apiserver.kind.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of Role and ClusterRole. */
final class RoleRules implements KindRules {

  @Override
  public NameRule nameRule() {
    return NameRule.PATH_SEGMENT;
  }

  @Override
  public List<FieldError> validate(ObjectNode role) {
    Errors errors = new Errors();
    boolean cluster = Tree.text(role, "kind").equals("ClusterRole");
    List<ObjectNode> rules = Tree.objects(role, "rules");
    for (int i = 0; i < rules.size(); i++) {
      ObjectNode rule = rules.get(i);
      String path = "rules[" + i + "]";
      if (Tree.at(rule, "verbs").isEmpty()) {
        errors.required(path + ".verbs", "verbs must contain at least one value");
      }
      boolean urls = !Tree.at(rule, "nonResourceURLs").isEmpty();
      if (urls) {
        if (!cluster) {
          errors.invalid(
              path + ".nonResourceURLs",
              Tree.at(rule, "nonResourceURLs"),
              "namespaced rules cannot apply to non-resource URLs");
        }
        if (!Tree.at(rule, "apiGroups").isEmpty() || !Tree.at(rule, "resources").isEmpty()) {
          errors.invalid(
              path + ".nonResourceURLs",
              Tree.at(rule, "nonResourceURLs"),
              "rules cannot apply to both regular resources and non-resource URLs");
        }
      } else {
        if (Tree.at(rule, "apiGroups").isEmpty()) {
          errors.required(path + ".apiGroups", "resource rules must supply at least one api group");
        }
        if (Tree.at(rule, "resources").isEmpty()) {
          errors.required(path + ".resources", "resource rules must supply at least one resource");
        }
      }
    }
    return errors.list();
  }
}
