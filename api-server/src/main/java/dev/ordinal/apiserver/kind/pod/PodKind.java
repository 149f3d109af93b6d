package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.function.Function;

/** Pod. */
public final class PodKind {

  private PodKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "Pod")
        .rules(new PodRules())
        .plural("pods")
        .shortNames("po")
        .categories("all")
        .subresources(
            "status",
            "log",
            "exec",
            "attach",
            "portforward",
            "proxy",
            "binding",
            "eviction",
            "ephemeralcontainers",
            "resize")
        .selectable("spec.nodeName")
        .selectable("spec.restartPolicy")
        .selectable("spec.schedulerName")
        .selectable("spec.serviceAccountName")
        .selectable("spec.hostNetwork", "false")
        .selectable("status.phase")
        .selectable("status.podIP")
        .selectable("status.nominatedNodeName")
        .columns(
            Columns.NAME,
            Columns.text("Ready", "Ready and all containers.", p -> PodSummary.of(p).ready()),
            Columns.text("Status", "What the containers do.", p -> PodSummary.of(p).status()),
            Columns.timed(
                "Restarts",
                "How often containers were restarted, and when last.",
                (p, now) -> PodSummary.of(p).restarts(now)),
            Columns.AGE,
            wide("IP", "Address of the pod.", PodKind::address),
            wide("Node", "Node of the pod.", p -> Tree.text(p, "spec", "nodeName")),
            wide(
                "Nominated Node",
                "Node that others are evicted from for this pod.",
                p -> Tree.text(p, "status", "nominatedNodeName")),
            wide("Readiness Gates", "True and all readiness gates.", PodKind::readinessGates))
        .build();
  }

  private static Column wide(String name, String description, Function<ObjectNode, String> cell) {
    return Columns.wide(
        Columns.text(
            name,
            description,
            pod -> {
              String text = cell.apply(pod);
              return text.isEmpty() ? "<none>" : text;
            }));
  }

  private static String address(ObjectNode pod) {
    return Tree.text(Tree.at(pod, "status", "podIPs").path(0), "ip");
  }

  private static String readinessGates(ObjectNode pod) {
    var gates = Tree.objects(pod, "spec", "readinessGates");
    if (gates.isEmpty()) {
      return "";
    }
    long open =
        gates.stream()
            .filter(gate -> PodSummary.isTrue(pod, Tree.text(gate, "conditionType")))
            .count();
    return open + "/" + gates.size();
  }
}
