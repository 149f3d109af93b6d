package dev.ordinal.apiserver.kind.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** The IP families of a service, in a cluster that has IPv4 only. */
final class ServiceFamilies {

  private ServiceFamilies() {}

  static void fill(ObjectNode spec, Errors errors) {
    if (!ServiceTypes.needsClusterIp(spec)) {
      return;
    }
    if (!Tree.text(spec, "clusterIP").isEmpty() && Tree.at(spec, "clusterIPs").isEmpty()) {
      spec.putArray("clusterIPs").add(Tree.text(spec, "clusterIP"));
    }
    boolean withoutPods = ServiceTypes.isHeadless(spec) && Tree.at(spec, "selector").isEmpty();
    List<String> families = Tree.texts(spec, "ipFamilies");
    if (withoutPods) {
      // Nobody knows what addresses its endpoints will have.
      if (!Tree.has(spec, "ipFamilyPolicy")) {
        spec.put("ipFamilyPolicy", families.size() == 1 ? "SingleStack" : "RequireDualStack");
      }
      if (families.isEmpty()) {
        spec.putArray("ipFamilies").add("IPv4");
        if (!Tree.text(spec, "ipFamilyPolicy").equals("SingleStack")) {
          Tree.ensureArray(spec, "ipFamilies").add("IPv6");
        }
      }
      return;
    }
    for (int i = 0; i < families.size(); i++) {
      if (!families.get(i).equals("IPv4")) {
        errors.invalid(
            "spec.ipFamilies[" + i + "]", families.get(i), "not configured on this cluster");
      }
    }
    String policy = Tree.text(spec, "ipFamilyPolicy");
    if (policy.equals("RequireDualStack")) {
      errors.invalid(
          "spec.ipFamilyPolicy", policy, "this cluster is not configured for dual-stack services");
    } else if (policy.isEmpty()) {
      spec.put("ipFamilyPolicy", "SingleStack");
    }
    if (families.isEmpty()) {
      spec.putArray("ipFamilies").add("IPv4");
    }
  }
}
