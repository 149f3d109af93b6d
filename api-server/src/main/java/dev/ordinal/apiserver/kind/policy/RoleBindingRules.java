package dev.ordinal.apiserver.kind.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of RoleBinding and ClusterRoleBinding. */
final class RoleBindingRules implements KindRules {

  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final Defaults DEFAULTS =
      Defaults.table()
          .value("roleRef.apiGroup", GROUP)
          .rule("subjects[]", RoleBindingRules::subject)
          .build();

  private static void subject(ObjectNode subject) {
    String kind = Tree.text(subject, "kind");
    if (!kind.equals("ServiceAccount") && Tree.text(subject, "apiGroup").isEmpty()) {
      subject.put("apiGroup", GROUP);
    }
  }

  @Override
  public NameRule nameRule() {
    return NameRule.PATH_SEGMENT;
  }

  @Override
  public void applyDefaults(ObjectNode binding) {
    DEFAULTS.apply(binding);
  }

  @Override
  public List<FieldError> validate(ObjectNode binding) {
    Errors errors = new Errors();
    boolean cluster = Tree.text(binding, "kind").equals("ClusterRoleBinding");
    List<String> kinds = cluster ? List.of("ClusterRole") : List.of("ClusterRole", "Role");
    String group = Tree.text(binding, "roleRef", "apiGroup");
    if (!group.equals(GROUP)) {
      errors.notSupported("roleRef.apiGroup", group, List.of(GROUP));
    }
    String kind = Tree.text(binding, "roleRef", "kind");
    if (!kinds.contains(kind)) {
      errors.notSupported("roleRef.kind", kind, kinds);
    }
    if (Tree.text(binding, "roleRef", "name").isEmpty()) {
      errors.required("roleRef.name");
    }
    List<ObjectNode> subjects = Tree.objects(binding, "subjects");
    for (int i = 0; i < subjects.size(); i++) {
      subject(subjects.get(i), cluster, "subjects[" + i + "]", errors);
    }
    return errors.list();
  }

  private static void subject(ObjectNode subject, boolean cluster, String path, Errors errors) {
    String name = Tree.text(subject, "name");
    if (name.isEmpty()) {
      errors.required(path + ".name");
    }
    String kind = Tree.text(subject, "kind");
    switch (kind) {
      case "ServiceAccount" -> {
        if (!name.isEmpty()) {
          errors.invalidEach(path + ".name", name, Names.dnsSubdomain(name));
        }
        if (cluster && Tree.text(subject, "namespace").isEmpty()) {
          errors.required(path + ".namespace");
        }
      }
      case "User", "Group" -> {
        if (!Tree.text(subject, "apiGroup").equals(GROUP)) {
          errors.notSupported(path + ".apiGroup", Tree.text(subject, "apiGroup"), List.of(GROUP));
        }
      }
      default ->
          errors.notSupported(path + ".kind", kind, List.of("ServiceAccount", "User", "Group"));
    }
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode binding, ObjectNode old) {
    Errors errors = new Errors();
    if (!Tree.same(Tree.at(binding, "roleRef"), Tree.at(old, "roleRef"))) {
      errors.invalid("roleRef", Tree.at(binding, "roleRef"), "cannot change roleRef");
    }
    return errors.list();
  }
}
