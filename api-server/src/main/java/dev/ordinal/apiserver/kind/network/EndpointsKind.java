package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.kind.table.Columns;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** Endpoints. */
public final class EndpointsKind {

  private static final int SHOWN = 3;

  private EndpointsKind() {}

  /**
   * The definition.
   *
   * @param loopbackAllowed whether addresses of the host's loopback are valid
   */
  public static ResourceType type(boolean loopbackAllowed) {
    return ResourceTypeBuilder.kind("", "v1", "Endpoints")
        .rules(new EndpointsRules(loopbackAllowed))
        .plural("endpoints")
        .shortNames("ep")
        .columns(
            Columns.NAME,
            Columns.text("Endpoints", "Ready addresses with ports.", EndpointsKind::addresses),
            Columns.AGE)
        .build();
  }

  private static String addresses(ObjectNode endpoints) {
    List<ObjectNode> subsets = Tree.objects(endpoints, "subsets");
    if (subsets.isEmpty()) {
      return "<none>";
    }
    List<String> all = new ArrayList<>();
    for (ObjectNode subset : subsets) {
      List<ObjectNode> ports = Tree.objects(subset, "ports");
      List<String> ips = Tree.map(Tree.at(subset, "addresses"), a -> Tree.text(a, "ip"));
      if (ports.isEmpty()) {
        all.addAll(ips);
      }
      for (ObjectNode port : ports) {
        ips.forEach(ip -> all.add(hostPort(ip, Tree.number(port, "port"))));
      }
    }
    return shortened(all);
  }

  /** The first three, and how many more there are. */
  static String shortened(List<String> all) {
    String shown = String.join(",", all.subList(0, Math.min(SHOWN, all.size())));
    return all.size() > SHOWN ? shown + " + " + (all.size() - SHOWN) + " more..." : shown;
  }

  private static String hostPort(String ip, long port) {
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port;
  }
}
