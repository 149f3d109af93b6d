package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.Set;

/** The rules of services. Addresses and ports are given out by {@link ServiceAllocation}. */
final class ServiceRules implements KindRules {

  private static final int AFFINITY_SECONDS = 10800;
  private static final Set<String> IN_CLUSTER = Set.of("ClusterIP", "NodePort", "LoadBalancer");

  private static final Defaults DEFAULTS =
      Defaults.table()
          .value("spec!.sessionAffinity", "None")
          .rule("spec!", ServiceRules::affinity)
          .value("spec!.type", "ClusterIP")
          .value("spec!.ports[].protocol", "TCP")
          .rule("spec!.ports[]", ServiceRules::targetPort)
          .rule("spec!", ServiceRules::trafficPolicies)
          .rule("", ServiceRules::balancer)
          .build();

  private static void affinity(ObjectNode spec) {
    if (Tree.text(spec, "sessionAffinity").equals("None")) {
      spec.remove("sessionAffinityConfig");
    } else if (Tree.text(spec, "sessionAffinity").equals("ClientIP")
        && !Tree.has(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds")) {
      Tree.ensureObject(spec, "sessionAffinityConfig", "clientIP")
          .put("timeoutSeconds", AFFINITY_SECONDS);
    }
  }

  private static void targetPort(ObjectNode port) {
    JsonNode target = Tree.at(port, "targetPort");
    boolean unset =
        target.isMissingNode()
            || (target.isTextual() ? target.asText().isEmpty() : target.asLong() == 0);
    if (unset) {
      port.set("targetPort", IntNode.valueOf((int) Tree.number(port, "port")));
    }
  }

  private static void trafficPolicies(ObjectNode spec) {
    if (ServiceTypes.isExternallyAccessible(spec)
        && Tree.text(spec, "externalTrafficPolicy").isEmpty()) {
      spec.put("externalTrafficPolicy", "Cluster");
    }
    if (IN_CLUSTER.contains(Tree.text(spec, "type")) && !Tree.has(spec, "internalTrafficPolicy")) {
      spec.put("internalTrafficPolicy", "Cluster");
    }
  }

  private static void balancer(ObjectNode service) {
    if (!Tree.text(service, "spec", "type").equals("LoadBalancer")) {
      return;
    }
    if (!Tree.has(service, "spec", "allocateLoadBalancerNodePorts")) {
      Tree.ensureObject(service, "spec").put("allocateLoadBalancerNodePorts", true);
    }
    for (ObjectNode point : Tree.objects(service, "status", "loadBalancer", "ingress")) {
      if (!Tree.text(point, "ip").isEmpty() && !Tree.has(point, "ipMode")) {
        point.put("ipMode", "VIP");
      }
    }
  }

  @Override
  public NameRule nameRule() {
    return NameRule.DNS_1035_LABEL;
  }

  @Override
  public void applyDefaults(ObjectNode service) {
    DEFAULTS.apply(service);
  }

  @Override
  public void prepareForCreate(ObjectNode service) {
    service.putObject("status").putObject("loadBalancer");
    ServiceTypes.dropUnused(service, service.objectNode());
  }

  @Override
  public void prepareForUpdate(ObjectNode service, ObjectNode old) {
    Tree.copyField(old, service, "status");
    ServiceTypes.dropUnused(service, old);
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode service, ObjectNode old) {
    Tree.copyField(old, service, "spec");
  }

  @Override
  public List<FieldError> validate(ObjectNode service) {
    Errors errors = new Errors();
    ServiceValidation.validate(service.path("spec"), errors);
    return errors.list();
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode service, ObjectNode old) {
    Errors errors = new Errors();
    ServiceValidation.update(service.path("spec"), old.path("spec"), errors);
    return errors.list();
  }
}
