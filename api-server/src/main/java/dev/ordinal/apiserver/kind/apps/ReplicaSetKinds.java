package dev.ordinal.apiserver.kind.apps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.function.Function;

/** ReplicaSet and its elder, ReplicationController. */
public final class ReplicaSetKinds {

  private ReplicaSetKinds() {}

  /** ReplicaSet. */
  public static ResourceType replicaSet() {
    return ResourceTypeBuilder.kind("apps", "v1", "ReplicaSet")
        .rules(Workloads.REPLICA_SET)
        .plural("replicasets")
        .shortNames("rs")
        .categories("all")
        .subresources("status", "scale")
        .selectable("status.replicas", "0")
        .columns(columns(s -> Cells.selector(Tree.at(s, "spec", "selector"))))
        .build();
  }

  /** ReplicationController. */
  public static ResourceType replicationController() {
    return ResourceTypeBuilder.kind("", "v1", "ReplicationController")
        .rules(new ReplicationControllerRules())
        .plural("replicationcontrollers")
        .shortNames("rc")
        .categories("all")
        .subresources("status", "scale")
        .selectable("status.replicas", "0")
        .columns(columns(c -> Cells.labels(Tree.at(c, "spec", "selector"))))
        .build();
  }

  private static Column[] columns(Function<ObjectNode, String> selector) {
    List<Column> template = Cells.templateColumns("spec", "template", "spec");
    return new Column[] {
      Columns.NAME,
      Columns.integer("Desired", "Wanted replicas.", s -> Tree.number(s, "spec", "replicas")),
      Columns.integer("Current", "Replicas.", s -> Tree.number(s, "status", "replicas")),
      Columns.integer("Ready", "Ready replicas.", s -> Tree.number(s, "status", "readyReplicas")),
      Columns.AGE,
      template.getFirst(),
      template.getLast(),
      Columns.wide(Columns.text("Selector", "The pods it counts.", selector))
    };
  }
}
