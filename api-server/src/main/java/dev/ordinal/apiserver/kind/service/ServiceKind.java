package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Cells;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Service. */
public final class ServiceKind {

  private ServiceKind() {}

  /** The definition. */
  public static ResourceType type() {
    return ResourceTypeBuilder.kind("", "v1", "Service")
        .rules(new ServiceRules())
        .plural("services")
        .shortNames("svc")
        .categories("all")
        .subresources("status", "proxy")
        .selectable("spec.clusterIP")
        .selectable("spec.type")
        .columns(
            Columns.NAME,
            Columns.field("Type", "How the service is reached.", "spec", "type"),
            Columns.text("Cluster-IP", "Address inside the cluster.", ServiceKind::clusterIp),
            Columns.text("External-IP", "Addresses from outside.", ServiceKind::externalIp),
            Columns.text("Port(s)", "Ports.", ServiceKind::ports),
            Columns.AGE,
            Columns.wide(
                Columns.text(
                    "Selector",
                    "Labels of the pods behind it.",
                    s -> Cells.labels(Tree.at(s, "spec", "selector")))))
        .build();
  }

  private static String clusterIp(ObjectNode service) {
    List<String> addresses = Tree.texts(service, "spec", "clusterIPs");
    return addresses.isEmpty() ? "<none>" : addresses.getFirst();
  }

  private static String externalIp(ObjectNode service) {
    List<String> addresses = new ArrayList<>();
    switch (Tree.text(service, "spec", "type")) {
      case "ExternalName" -> {
        return Tree.text(service, "spec", "externalName");
      }
      case "LoadBalancer" -> addresses.addAll(balancerAddresses(service));
      case "ClusterIP", "NodePort" -> {}
      default -> {
        return "<unknown>";
      }
    }
    addresses.addAll(Tree.texts(service, "spec", "externalIPs"));
    if (!addresses.isEmpty()) {
      return String.join(",", addresses);
    }
    return Tree.text(service, "spec", "type").equals("LoadBalancer") ? "<pending>" : "<none>";
  }

  private static Set<String> balancerAddresses(ObjectNode service) {
    Set<String> addresses = new TreeSet<>();
    for (ObjectNode point : Tree.objects(service, "status", "loadBalancer", "ingress")) {
      String ip = Tree.text(point, "ip");
      addresses.add(ip.isEmpty() ? Tree.text(point, "hostname") : ip);
    }
    addresses.remove("");
    return addresses;
  }

  private static String ports(ObjectNode service) {
    List<String> ports =
        Tree.map(
            Tree.at(service, "spec", "ports"),
            port -> {
              long nodePort = Tree.number(port, "nodePort");
              String number = Tree.text(port, "port");
              return (nodePort > 0 ? number + ":" + nodePort : number)
                  + "/"
                  + Tree.text(port, "protocol");
            });
    return ports.isEmpty() ? "<none>" : String.join(",", ports);
  }
}
