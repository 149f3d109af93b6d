package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.Map;
import java.util.TreeSet;

/** Node. */
public final class NodeKind {

  private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

  private NodeKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "Node")
        .rules(new NodeRules())
        .plural("nodes")
        .clusterScoped()
        .shortNames("no")
        .subresources("status", "proxy")
        .selectable("spec.unschedulable", "false")
        .columns(
            Columns.NAME,
            Columns.text("Status", "Whether the node is ready.", NodeKind::status),
            Columns.text("Roles", "Roles of the node.", NodeKind::roles),
            Columns.AGE,
            Columns.field(
                "Version", "Version of the node's agent.", "status", "nodeInfo", "kubeletVersion"),
            address("Internal-IP", "InternalIP"),
            address("External-IP", "ExternalIP"),
            info("OS-Image", "Operating system of the node.", "osImage"),
            info("Kernel-Version", "Kernel of the node.", "kernelVersion"),
            info("Container-Runtime", "Container runtime.", "containerRuntimeVersion"))
        .build();
  }

  private static Column address(String name, String type) {
    return Columns.wide(
        Columns.text(
            name,
            "Address of the node.",
            node ->
                Tree.find(Tree.at(node, "status", "addresses"), "type", type)
                    .map(address -> Tree.text(address, "address"))
                    .orElse("<none>")));
  }

  private static Column info(String name, String description, String field) {
    return Columns.wide(
        Columns.text(
            name,
            description,
            node -> {
              String text = Tree.text(node, "status", "nodeInfo", field);
              return text.isEmpty() ? "<unknown>" : text;
            }));
  }

  private static String status(ObjectNode node) {
    String ready =
        Tree.find(Tree.at(node, "status", "conditions"), "type", "Ready")
            .map(c -> Tree.text(c, "status").equals("True") ? "Ready" : "NotReady")
            .orElse("Unknown");
    return Tree.truth(node, "spec", "unschedulable") ? ready + ",SchedulingDisabled" : ready;
  }

  private static String roles(ObjectNode node) {
    TreeSet<String> roles = new TreeSet<>();
    for (Map.Entry<String, String> label : Tree.strings(node, "metadata", "labels").entrySet()) {
      if (label.getKey().startsWith(ROLE_PREFIX)) {
        roles.add(label.getKey().substring(ROLE_PREFIX.length()));
      } else if (label.getKey().equals("kubernetes.io/role")) {
        roles.add(label.getValue());
      }
    }
    roles.remove("");
    return roles.isEmpty() ? "<none>" : String.join(",", roles);
  }
}
