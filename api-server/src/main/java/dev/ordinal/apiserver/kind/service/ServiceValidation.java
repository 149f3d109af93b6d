package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Metadata;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Addresses;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validation of services. */
final class ServiceValidation {

  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final List<String> AFFINITIES = List.of("ClientIP", "None");
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final int AFFINITY_LIMIT = 86400;
  private static final int KUBELET_PORT = 10250;

  private ServiceValidation() {}

  static void validate(JsonNode spec, Errors errors) {
    String type = Tree.text(spec, "type");
    if (Tree.at(spec, "ports").isEmpty()
        && !ServiceTypes.isHeadless(spec)
        && !type.equals("ExternalName")) {
      errors.required("spec.ports");
    }
    byType(spec, type, errors);
    ServicePortValidation.validate(spec, errors);
    Metadata.labels(Tree.at(spec, "selector"), "spec.selector", errors);
    affinity(spec, errors);
    clusterIps(spec, type, errors);
    List<String> external = Tree.texts(spec, "externalIPs");
    for (int i = 0; i < external.size(); i++) {
      Addresses.validate(external.get(i), "spec.externalIPs[" + i + "]", errors);
    }
    errors.oneOf(spec, "spec", "type", TYPES);
    ServicePortValidation.validateNodePorts(spec, errors);
    balancer(spec, type, errors);
    policies(spec, errors);
  }

  private static void byType(JsonNode spec, String type, Errors errors) {
    JsonNode addresses = Tree.at(spec, "clusterIPs");
    switch (type) {
      case "LoadBalancer", "NodePort" -> {
        if (type.equals("LoadBalancer")) {
          List<ObjectNode> ports = Tree.objects(spec, "ports");
          for (int i = 0; i < ports.size(); i++) {
            if (Tree.number(ports.get(i), "port") == KUBELET_PORT) {
              errors.invalid(
                  "spec.ports[" + i + "]",
                  KUBELET_PORT,
                  "may not expose port 10250 externally since it is used by kubelet");
            }
          }
        }
        if (ServiceTypes.isHeadless(spec)) {
          errors.invalid(
              "spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services");
        }
      }
      case "ExternalName" -> {
        if (!addresses.isEmpty()) {
          errors.forbidden("spec.clusterIPs", "may not be set for ExternalName services");
        }
        if (!Tree.at(spec, "ipFamilies").isEmpty()) {
          errors.forbidden("spec.ipFamilies", "may not be set for ExternalName services");
        }
        if (Tree.has(spec, "ipFamilyPolicy")) {
          errors.forbidden("spec.ipFamilyPolicy", "may not be set for ExternalName services");
        }
        String name = Tree.text(spec, "externalName");
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.isEmpty()) {
          errors.required("spec.externalName");
        } else {
          errors.invalidEach("spec.externalName", bare, Names.dnsSubdomain(bare));
        }
      }
      default -> {}
    }
  }

  private static void affinity(JsonNode spec, Errors errors) {
    errors.oneOf(spec, "spec", "sessionAffinity", AFFINITIES);
    if (Tree.text(spec, "sessionAffinity").equals("ClientIP")) {
      long seconds = Tree.number(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds");
      if (seconds <= 0 || seconds > AFFINITY_LIMIT) {
        errors.invalid(
            "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
            seconds,
            "must be greater than 0 and less than " + AFFINITY_LIMIT);
      }
    }
  }

  private static void clusterIps(JsonNode spec, String type, Errors errors) {
    List<String> addresses = Tree.texts(spec, "clusterIPs");
    if (type.equals("ExternalName") || addresses.isEmpty()) {
      return;
    }
    String primary = Tree.text(spec, "clusterIP");
    if (primary.isEmpty()) {
      errors.required("spec.clusterIP", "must be specified when `clusterIPs` is specified");
    } else if (!primary.equals(addresses.getFirst())) {
      errors.invalid("spec.clusterIP", primary, "must match `clusterIPs[0]` when specified");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < addresses.size(); i++) {
      String address = addresses.get(i);
      String field = "spec.clusterIPs[" + i + "]";
      boolean none = address.equals("None");
      if (none && i > 0) {
        errors.invalid(
            field, address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
      } else if (!none) {
        Addresses.validate(address, field, errors);
      }
      errors.unique(seen, field, address);
    }
    if (addresses.getFirst().equals("None") && addresses.size() > 1) {
      errors.invalid(
          "spec.clusterIPs",
          Tree.at(spec, "clusterIPs"),
          "'None' must be the first and only value");
    }
  }

  private static void balancer(JsonNode spec, String type, Errors errors) {
    if (type.equals("LoadBalancer")) {
      return;
    }
    for (String field : List.of("allocateLoadBalancerNodePorts", "loadBalancerClass")) {
      if (Tree.has(spec, field)) {
        errors.forbidden("spec." + field, "may only be used when `type` is 'LoadBalancer'");
      }
    }
    if (!Tree.at(spec, "loadBalancerSourceRanges").isEmpty()) {
      errors.forbidden(
          "spec.LoadBalancerSourceRanges", "may only be used when `type` is 'LoadBalancer'");
    }
  }

  private static void policies(JsonNode spec, Errors errors) {
    String external = Tree.text(spec, "externalTrafficPolicy");
    if (!ServiceTypes.isExternallyAccessible(spec)) {
      if (!external.isEmpty()) {
        errors.invalid(
            "spec.externalTrafficPolicy",
            external,
            "may only be set for externally-accessible services");
      }
    } else {
      errors.oneOf(spec, "spec", "externalTrafficPolicy", POLICIES);
    }
    long health = Tree.number(spec, "healthCheckNodePort");
    if (!ServiceTypes.needsHealthCheck(spec) && health != 0) {
      errors.invalid(
          "spec.healthCheckNodePort",
          health,
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
    }
    String internal = Tree.text(spec, "internalTrafficPolicy");
    if (internal.isEmpty() && ServiceTypes.needsClusterIp(spec)) {
      errors.required("spec.internalTrafficPolicy");
    } else if (!internal.isEmpty() && !POLICIES.contains(internal)) {
      errors.notSupported("spec.internalTrafficPolicy", internal, POLICIES);
    }
    String distribution = Tree.text(spec, "trafficDistribution");
    List<String> distributions = List.of("PreferClose", "PreferSameNode", "PreferSameZone");
    if (!distribution.isEmpty() && !distributions.contains(distribution)) {
      errors.notSupported("spec.trafficDistribution", distribution, distributions);
    }
  }

  static void update(JsonNode spec, JsonNode old, Errors errors) {
    boolean external = !ServiceTypes.needsClusterIp(spec) || !ServiceTypes.needsClusterIp(old);
    List<String> before = Tree.texts(old, "clusterIPs");
    List<String> now = Tree.texts(spec, "clusterIPs");
    if (!external && !before.isEmpty()) {
      if (now.isEmpty()) {
        errors.invalid(
            "spec.clusterIPs[0]",
            Tree.at(spec, "clusterIPs"),
            "primary clusterIP can not be unset");
      } else if (!now.getFirst().equals(before.getFirst())) {
        errors.invalid(
            "spec.clusterIPs[0]", Tree.at(spec, "clusterIPs"), "may not change once set");
      }
    }
    List<String> families = Tree.texts(old, "ipFamilies");
    List<String> newFamilies = Tree.texts(spec, "ipFamilies");
    if (!external && !families.isEmpty() && !newFamilies.isEmpty()) {
      if (!families.getFirst().equals(newFamilies.getFirst())) {
        errors.invalid(
            "spec.ipFamilies[0]", Tree.at(spec, "ipFamilies"), "may not change once set");
      }
    }
    boolean balancers =
        Tree.text(spec, "type").equals("LoadBalancer")
            && Tree.text(old, "type").equals("LoadBalancer");
    if (balancers) {
      if (!Tree.text(spec, "loadBalancerClass").equals(Tree.text(old, "loadBalancerClass"))) {
        errors.invalid(
            "spec.loadBalancerClass",
            Tree.at(spec, "loadBalancerClass"),
            "may not change once set");
      }
    }
    if (ServiceTypes.needsHealthCheck(spec)
        && ServiceTypes.needsHealthCheck(old)
        && Tree.number(spec, "healthCheckNodePort") != Tree.number(old, "healthCheckNodePort")) {
      errors.forbidden("spec.healthCheckNodePort", "field is immutable");
    }
  }
}
