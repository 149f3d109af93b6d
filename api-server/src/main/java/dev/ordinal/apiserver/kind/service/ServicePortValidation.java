package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validation of the ports of a service. */
final class ServicePortValidation {

  private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private ServicePortValidation() {}

  static void validate(JsonNode spec, Errors errors) {
    List<ObjectNode> ports = Tree.objects(spec, "ports");
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      ObjectNode port = ports.get(i);
      String field = "spec.ports[" + i + "]";
      String name = Tree.text(port, "name");
      if (name.isEmpty() && ports.size() > 1) {
        errors.required(field + ".name");
      } else if (!name.isEmpty()) {
        errors.invalidEach(field + ".name", name, Names.dnsLabel(name));
        errors.unique(names, field + ".name", name);
      }
      long number = Tree.number(port, "port");
      Names.portNumber(number).forEach(text -> errors.invalid(field + ".port", number, text));
      errors.oneOf(port, field, "protocol", PROTOCOLS);
      targetPort(Tree.at(port, "targetPort"), field + ".targetPort", errors);
      String application = Tree.text(port, "appProtocol");
      if (!application.isEmpty()) {
        errors.invalidEach(field + ".appProtocol", application, Names.qualifiedName(application));
      }
    }
  }

  private static void targetPort(JsonNode target, String field, Errors errors) {
    if (target.isTextual()) {
      errors.invalidEach(field, target.asText(), Names.portName(target.asText()));
    } else {
      Names.portNumber(target.asLong())
          .forEach(text -> errors.invalid(field, target.asLong(), text));
    }
  }

  /** Node ports, and ports that occur twice. */
  static void validateNodePorts(JsonNode spec, Errors errors) {
    List<ObjectNode> ports = Tree.objects(spec, "ports");
    Set<String> nodePorts = new HashSet<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      String field = "spec.ports[" + i + "]";
      long nodePort = Tree.number(ports.get(i), "nodePort");
      String protocol = Tree.text(ports.get(i), "protocol");
      if (nodePort != 0 && Tree.text(spec, "type").equals("ClusterIP")) {
        errors.forbidden(field + ".nodePort", "may not be used when `type` is 'ClusterIP'");
      }
      if (nodePort != 0 && !nodePorts.add(protocol + nodePort)) {
        errors.duplicateValue(field + ".nodePort", Long.toString(nodePort));
      }
      long number = Tree.number(ports.get(i), "port");
      if (!seen.add(protocol + number)) {
        ObjectNode key = ports.get(i).objectNode().put("protocol", protocol).put("port", number);
        errors.duplicateValue(field, key.toString());
      }
    }
  }
}
