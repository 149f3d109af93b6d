package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** What the type of a service means for its other fields. */
final class ServiceTypes {

  private ServiceTypes() {}

  static boolean needsClusterIp(JsonNode spec) {
    return List.of("ClusterIP", "NodePort", "LoadBalancer").contains(Tree.text(spec, "type"));
  }

  static boolean needsNodePorts(JsonNode spec) {
    String type = Tree.text(spec, "type");
    return type.equals("NodePort")
        || (type.equals("LoadBalancer") && Tree.truth(spec, "allocateLoadBalancerNodePorts"));
  }

  static boolean mayHaveNodePorts(JsonNode spec) {
    String type = Tree.text(spec, "type");
    return type.equals("NodePort") || type.equals("LoadBalancer");
  }

  static boolean isHeadless(JsonNode spec) {
    return Tree.texts(spec, "clusterIPs").equals(List.of("None"))
        || Tree.text(spec, "clusterIP").equals("None");
  }

  static boolean isExternallyAccessible(JsonNode spec) {
    String type = Tree.text(spec, "type");
    return type.equals("LoadBalancer")
        || type.equals("NodePort")
        || (type.equals("ClusterIP") && !Tree.at(spec, "externalIPs").isEmpty());
  }

  static boolean needsHealthCheck(JsonNode spec) {
    return Tree.text(spec, "type").equals("LoadBalancer")
        && Tree.text(spec, "externalTrafficPolicy").equals("Local");
  }

  /**
   * Drops what the service has from its old type and its new type does not use, where the client
   * left it as it was: a client that only changes the type need not know of it.
   */
  static void dropUnused(ObjectNode service, ObjectNode old) {
    if (!(service.get("spec") instanceof ObjectNode spec)) {
      return;
    }
    JsonNode before = old.path("spec");
    if (needsClusterIp(before) && !needsClusterIp(spec) && unchanged(spec, before, "clusterIP")) {
      spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
    }
    if (mayHaveNodePorts(before) && !mayHaveNodePorts(spec)) {
      dropNodePorts(spec, before);
    }
    if (needsHealthCheck(before)
        && !needsHealthCheck(spec)
        && unchanged(spec, before, "healthCheckNodePort")) {
      spec.remove("healthCheckNodePort");
    }
    if (isExternallyAccessible(before)
        && !isExternallyAccessible(spec)
        && unchanged(spec, before, "externalTrafficPolicy")) {
      spec.remove("externalTrafficPolicy");
    }
    boolean wasBalancer = Tree.text(before, "type").equals("LoadBalancer");
    if (wasBalancer && !Tree.text(spec, "type").equals("LoadBalancer")) {
      spec.remove(List.of("allocateLoadBalancerNodePorts", "loadBalancerClass"));
    }
  }

  private static void dropNodePorts(ObjectNode spec, JsonNode before) {
    List<Long> known = Tree.map(Tree.at(before, "ports"), port -> Tree.number(port, "nodePort"));
    for (ObjectNode port : Tree.objects(spec, "ports")) {
      if (known.contains(Tree.number(port, "nodePort"))) {
        port.remove("nodePort");
      }
    }
  }

  private static boolean unchanged(JsonNode spec, JsonNode before, String field) {
    return Tree.same(Tree.at(spec, field), Tree.at(before, field));
  }
}
