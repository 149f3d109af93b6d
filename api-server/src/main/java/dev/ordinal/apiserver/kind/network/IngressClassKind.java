package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;

/** IngressClass. */
public final class IngressClassKind {

  private IngressClassKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("networking.k8s.io", "v1", "IngressClass")
        .plural("ingressclasses")
        .clusterScoped()
        .columns(
            Columns.NAME,
            Columns.field("Controller", "Who serves the class.", "spec", "controller"),
            Columns.text("Parameters", "Parameters.", IngressClassKind::parameters),
            Columns.AGE)
        .build();
  }

  private static String parameters(ObjectNode ingressClass) {
    return Tree.object(ingressClass, "spec", "parameters")
        .map(
            p -> {
              String group = Tree.text(p, "apiGroup");
              String kind = Tree.text(p, "kind");
              return (group.isEmpty() ? kind : kind + "." + group) + "/" + Tree.text(p, "name");
            })
        .orElse("<none>");
  }
}
