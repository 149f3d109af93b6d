package dev.ordinal.apiserver.kind.apps;

import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** DaemonSet. */
public final class DaemonSetKind {

  private DaemonSetKind() {}

  /** The definition. */
  public static ResourceType type() {
    List<Column> template = Cells.templateColumns("spec", "template", "spec");
    return ResourceTypeBuilder.kind("apps", "v1", "DaemonSet")
        .rules(Workloads.DAEMON_SET)
        .plural("daemonsets")
        .shortNames("ds")
        .categories("all")
        .subresources("status")
        .columns(
            Columns.NAME,
            count("Desired", "Nodes that should run a pod.", "desiredNumberScheduled"),
            count("Current", "Nodes that run a pod.", "currentNumberScheduled"),
            count("Ready", "Nodes with a ready pod.", "numberReady"),
            count("Up-to-date", "Nodes with the present template.", "updatedNumberScheduled"),
            count("Available", "Nodes with an available pod.", "numberAvailable"),
            Columns.text(
                "Node Selector",
                "Labels of the nodes.",
                d -> Cells.labels(Tree.at(d, "spec", "template", "spec", "nodeSelector"))),
            Columns.AGE,
            template.getFirst(),
            template.getLast(),
            Columns.wide(
                Columns.text(
                    "Selector",
                    "The pods it counts.",
                    d -> Cells.selector(Tree.at(d, "spec", "selector")))))
        .build();
  }

  private static Column count(String name, String description, String field) {
    return Columns.integer(name, description, d -> Tree.number(d, "status", field));
  }
}
