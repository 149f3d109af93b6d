package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.TreeSet;

/** Ingress. */
public final class IngressKind {

  private IngressKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("networking.k8s.io", "v1", "Ingress")
        .rules(NetworkRules.INGRESS)
        .plural("ingresses")
        .shortNames("ing")
        .subresources("status")
        .columns(
            Columns.NAME,
            Columns.text(
                "Class",
                "The class whose controller serves it.",
                i ->
                    Tree.has(i, "spec", "ingressClassName")
                        ? Tree.text(i, "spec", "ingressClassName")
                        : "<none>"),
            Columns.text("Hosts", "Host names.", IngressKind::hosts),
            Columns.text("Address", "Addresses of the load balancer.", IngressKind::address),
            Columns.text(
                "Ports", "Ports.", i -> Tree.at(i, "spec", "tls").isEmpty() ? "80" : "80, 443"),
            Columns.AGE)
        .build();
  }

  private static String hosts(ObjectNode ingress) {
    List<String> hosts =
        Tree.objects(ingress, "spec", "rules").stream()
            .map(rule -> Tree.text(rule, "host"))
            .filter(host -> !host.isEmpty())
            .toList();
    return hosts.isEmpty() ? "*" : EndpointsKind.shortened(hosts);
  }

  private static String address(ObjectNode ingress) {
    TreeSet<String> addresses = new TreeSet<>();
    for (ObjectNode point : Tree.objects(ingress, "status", "loadBalancer", "ingress")) {
      String ip = Tree.text(point, "ip");
      addresses.add(ip.isEmpty() ? Tree.text(point, "hostname") : ip);
    }
    return String.join(",", addresses);
  }
}
