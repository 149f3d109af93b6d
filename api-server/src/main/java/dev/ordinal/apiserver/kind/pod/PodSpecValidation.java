package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Metadata;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Addresses;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Validation of a pod spec, in a pod or in a template. */
final class PodSpecValidation {

  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final List<String> DNS_POLICIES =
      List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");

  private PodSpecValidation() {}

  static void validate(JsonNode spec, String path, boolean inPod, Errors errors) {
    if (!Tree.has(spec, "terminationGracePeriodSeconds")) {
      errors.required(path + ".terminationGracePeriodSeconds");
    }
    Map<String, ObjectNode> volumes =
        VolumeValidation.validate(Tree.at(spec, "volumes"), path + ".volumes", errors);
    new ContainerValidation(spec, path, volumes, errors).validateAll();
    hostPorts(spec, path, inPod, errors);
    errors.oneOf(spec, path, "restartPolicy", RESTART_POLICIES);
    errors.oneOf(spec, path, "dnsPolicy", DNS_POLICIES);
    Metadata.labels(Tree.at(spec, "nodeSelector"), path + ".nodeSelector", errors);
    SecurityValidation.pod(spec, path, errors);
    AffinityValidation.validate(Tree.at(spec, "affinity"), path + ".affinity", errors);
    dnsConfig(spec, path, errors);
    gates(spec, path, errors);
    SpreadValidation.validate(
        Tree.at(spec, "topologySpreadConstraints"), path + ".topologySpreadConstraints", errors);
    names(spec, path, errors);
    deadline(spec, path, errors);
    TolerationValidation.validate(Tree.at(spec, "tolerations"), path + ".tolerations", errors);
    hostAliases(spec, path, errors);
  }

  /** What holds for pods and not for templates. */
  static void validatePodOnly(JsonNode spec, String path, Errors errors) {
    if (Tree.text(spec, "serviceAccountName").isEmpty()) {
      List<ObjectNode> volumes = Tree.objects(spec, "volumes");
      for (int v = 0; v < volumes.size(); v++) {
        List<ObjectNode> sources = Tree.objects(volumes.get(v), "projected", "sources");
        for (int s = 0; s < sources.size(); s++) {
          if (Tree.has(sources.get(s), "serviceAccountToken")) {
            errors.forbidden(
                path + ".volumes[" + v + "].projected.sources[" + s + "].serviceAccountToken",
                "must not be specified when serviceAccountName is not set");
          }
        }
      }
    }
    for (String list : List.of("containers", "initContainers")) {
      List<ObjectNode> containers = Tree.objects(spec, list);
      for (int i = 0; i < containers.size(); i++) {
        String image = Tree.text(containers.get(i), "image");
        if (!image.equals(image.strip())) {
          errors.invalid(
              path + "." + list + "[" + i + "].image",
              image,
              "must not have leading or trailing whitespace");
        }
      }
    }
    if (!Tree.text(spec, "nodeName").isEmpty() && !Tree.at(spec, "schedulingGates").isEmpty()) {
      errors.forbidden(
          path + ".nodeName", "cannot be set until all schedulingGates have been cleared");
    }
  }

  private static void hostPorts(JsonNode spec, String path, boolean inPod, Errors errors) {
    if (!Tree.truth(spec, "hostNetwork")) {
      return;
    }
    List<ObjectNode> containers = Tree.objects(spec, "containers");
    for (int c = 0; c < containers.size(); c++) {
      List<ObjectNode> ports = Tree.objects(containers.get(c), "ports");
      for (int p = 0; p < ports.size(); p++) {
        long host = Tree.number(ports.get(p), "hostPort");
        if ((inPod || host != 0) && host != Tree.number(ports.get(p), "containerPort")) {
          errors.invalid(
              path + ".containers[" + c + "].ports[" + p + "].hostPort",
              host,
              "must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }

  private static void dnsConfig(JsonNode spec, String path, Errors errors) {
    String field = path + ".dnsConfig";
    JsonNode config = Tree.at(spec, "dnsConfig");
    List<String> servers = Tree.texts(config, "nameservers");
    if (Tree.text(spec, "dnsPolicy").equals("None")) {
      if (config.isMissingNode()) {
        errors.required(field, "must provide `dnsConfig` when `dnsPolicy` is None");
        return;
      } else if (servers.isEmpty()) {
        errors.required(
            field + ".nameservers",
            "must provide at least one DNS nameserver when `dnsPolicy` is None");
        return;
      }
    }
    if (servers.size() > 3) {
      errors.invalid(
          field + ".nameservers",
          Tree.at(config, "nameservers"),
          "must not have more than 3 nameservers");
    }
    for (int i = 0; i < servers.size(); i++) {
      Addresses.validate(servers.get(i), field + ".nameservers[" + i + "]", errors);
    }
    List<String> searches = Tree.texts(config, "searches");
    for (int i = 0; i < searches.size(); i++) {
      String search = searches.get(i);
      String name = search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
      errors.invalidEach(field + ".searches[" + i + "]", name, Names.dnsSubdomain(name));
    }
    List<ObjectNode> options = Tree.objects(config, "options");
    for (int i = 0; i < options.size(); i++) {
      if (Tree.text(options.get(i), "name").isEmpty()) {
        errors.required(field + ".options[" + i + "]", "must not be empty");
      }
    }
  }

  private static void gates(JsonNode spec, String path, Errors errors) {
    List<ObjectNode> readiness = Tree.objects(spec, "readinessGates");
    for (int i = 0; i < readiness.size(); i++) {
      String type = Tree.text(readiness.get(i), "conditionType");
      errors.invalidEach(
          path + ".readinessGates[" + i + "].conditionType", type, Names.qualifiedName(type));
    }
    Set<String> seen = new HashSet<>();
    List<ObjectNode> scheduling = Tree.objects(spec, "schedulingGates");
    for (int i = 0; i < scheduling.size(); i++) {
      String name = Tree.text(scheduling.get(i), "name");
      String field = path + ".schedulingGates[" + i + "]";
      errors.invalidEach(field, name, Names.qualifiedName(name));
      errors.unique(seen, field, name);
    }
  }

  private static void names(JsonNode spec, String path, Errors errors) {
    for (String field : List.of("serviceAccountName", "nodeName", "priorityClassName")) {
      String name = Tree.text(spec, field);
      if (!name.isEmpty()) {
        errors.invalidEach(path + "." + field, name, Names.dnsSubdomain(name));
      }
    }
    for (String field : List.of("hostname", "subdomain")) {
      String name = Tree.text(spec, field);
      if (!name.isEmpty()) {
        errors.invalidEach(path + "." + field, name, Names.dnsLabel(name));
      }
    }
  }

  private static void deadline(JsonNode spec, String path, Errors errors) {
    if (Tree.has(spec, "activeDeadlineSeconds")) {
      long seconds = Tree.number(spec, "activeDeadlineSeconds");
      Names.inRange(seconds, 1, Integer.MAX_VALUE)
          .forEach(text -> errors.invalid(path + ".activeDeadlineSeconds", seconds, text));
    }
  }

  private static void hostAliases(JsonNode spec, String path, Errors errors) {
    List<ObjectNode> aliases = Tree.objects(spec, "hostAliases");
    for (int i = 0; i < aliases.size(); i++) {
      String field = path + ".hostAliases[" + i + "]";
      Addresses.validate(Tree.text(aliases.get(i), "ip"), field + ".ip", errors);
      List<String> names = Tree.texts(aliases.get(i), "hostnames");
      for (int j = 0; j < names.size(); j++) {
        errors.invalidEach(
            field + ".hostnames[" + j + "]", names.get(j), Names.dnsSubdomain(names.get(j)));
      }
    }
  }
}
