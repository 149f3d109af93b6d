package dev.ordinal.apiserver.kind.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.stream.Collectors;

/** Role, ClusterRole, RoleBinding and ClusterRoleBinding. */
public final class RbacKinds {

  private static final String GROUP = "rbac.authorization.k8s.io";

  private RbacKinds() {}

  /** Role. */
  public static ResourceType role() {
    return ResourceTypeBuilder.kind(GROUP, "v1", "Role")
        .plural("roles")
        .rules(new RoleRules())
        .columns(Columns.NAME, Columns.CREATED_AT)
        .build();
  }

  /** ClusterRole. */
  public static ResourceType clusterRole() {
    return ResourceTypeBuilder.kind(GROUP, "v1", "ClusterRole")
        .plural("clusterroles")
        .clusterScoped()
        .rules(new RoleRules())
        .columns(Columns.NAME, Columns.CREATED_AT)
        .build();
  }

  /** RoleBinding. */
  public static ResourceType roleBinding() {
    return binding("RoleBinding", "rolebindings").build();
  }

  /** ClusterRoleBinding. */
  public static ResourceType clusterRoleBinding() {
    return binding("ClusterRoleBinding", "clusterrolebindings").clusterScoped().build();
  }

  private static ResourceTypeBuilder binding(String kind, String plural) {
    return ResourceTypeBuilder.kind(GROUP, "v1", kind)
        .plural(plural)
        .rules(new RoleBindingRules())
        .columns(
            Columns.NAME,
            Columns.text(
                "Role",
                "The role that is granted.",
                b -> Tree.text(b, "roleRef", "kind") + "/" + Tree.text(b, "roleRef", "name")),
            Columns.AGE,
            Columns.wide(Columns.text("Users", "Users.", b -> subjects(b, "User"))),
            Columns.wide(Columns.text("Groups", "Groups.", b -> subjects(b, "Group"))),
            Columns.wide(
                Columns.text(
                    "ServiceAccounts", "Service accounts.", b -> subjects(b, "ServiceAccount"))));
  }

  private static String subjects(ObjectNode binding, String kind) {
    return Tree.objects(binding, "subjects").stream()
        .filter(s -> Tree.text(s, "kind").equals(kind))
        .map(
            s ->
                kind.equals("ServiceAccount") && !Tree.text(s, "namespace").isEmpty()
                    ? Tree.text(s, "namespace") + "/" + Tree.text(s, "name")
                    : Tree.text(s, "name"))
        .collect(Collectors.joining(", "));
  }
}
