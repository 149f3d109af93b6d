package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Set;

/** Validation of a container's environment. */
final class EnvironmentValidation {

  private static final Set<String> FIELDS =
      Set.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final List<String> RESOURCES =
      List.of(
          "limits.cpu",
          "limits.ephemeral-storage",
          "limits.memory",
          "requests.cpu",
          "requests.ephemeral-storage",
          "requests.memory");
  private static final List<String> SOURCES =
      List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef");

  private EnvironmentValidation() {}

  static void validate(JsonNode container, String path, Errors errors) {
    List<ObjectNode> variables = Tree.objects(container, "env");
    for (int i = 0; i < variables.size(); i++) {
      String field = path + ".env[" + i + "]";
      String name = Tree.text(variables.get(i), "name");
      if (name.isEmpty()) {
        errors.required(field + ".name");
      } else {
        errors.invalidEach(field + ".name", name, Names.environmentName(name));
      }
      if (Tree.has(variables.get(i), "valueFrom")) {
        valueFrom(variables.get(i), field + ".valueFrom", errors);
      }
    }
    List<ObjectNode> sources = Tree.objects(container, "envFrom");
    for (int i = 0; i < sources.size(); i++) {
      from(sources.get(i), path + ".envFrom[" + i + "]", errors);
    }
  }

  private static void valueFrom(ObjectNode variable, String path, Errors errors) {
    JsonNode from = Tree.at(variable, "valueFrom");
    if (Tree.has(from, "fieldRef")) {
      FieldReferences.validate(Tree.at(from, "fieldRef"), FIELDS, path + ".fieldRef", errors);
    }
    if (Tree.has(from, "resourceFieldRef")) {
      resource(Tree.at(from, "resourceFieldRef"), path + ".resourceFieldRef", errors);
    }
    for (String type : List.of("configMapKeyRef", "secretKeyRef")) {
      if (Tree.has(from, type)) {
        key(Tree.at(from, type), path + "." + type, errors);
      }
    }
    long sources = SOURCES.stream().filter(type -> Tree.has(from, type)).count();
    if (sources == 0) {
      errors.invalid(
          path,
          "",
          "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or"
              + " `fileKeyRef`");
    } else if (!Tree.text(variable, "value").isEmpty()) {
      errors.invalid(path, "", "may not be specified when `value` is not empty");
    } else if (sources > 1) {
      errors.invalid(path, "", "may not have more than one field specified at a time");
    }
  }

  private static void resource(JsonNode reference, String path, Errors errors) {
    String resource = Tree.text(reference, "resource");
    boolean hugePages =
        resource.startsWith("limits.hugepages-") || resource.startsWith("requests.hugepages-");
    if (resource.isEmpty()) {
      errors.required(path + ".resource");
    } else if (!hugePages && !RESOURCES.contains(resource)) {
      errors.notSupported(path + ".resource", resource, RESOURCES);
    }
  }

  private static void key(JsonNode reference, String path, Errors errors) {
    String name = Tree.text(reference, "name");
    errors.invalidEach(path + ".name", name, Names.dnsSubdomain(name));
    String key = Tree.text(reference, "key");
    if (key.isEmpty()) {
      errors.required(path + ".key");
    } else {
      errors.invalidEach(path + ".key", key, Names.configKey(key));
    }
  }

  private static void from(ObjectNode source, String path, Errors errors) {
    String prefix = Tree.text(source, "prefix");
    if (!prefix.isEmpty()) {
      errors.invalidEach(path + ".prefix", prefix, Names.environmentName(prefix));
    }
    int count = 0;
    for (String type : List.of("configMapRef", "secretRef")) {
      if (Tree.has(source, type)) {
        count++;
        String name = Tree.text(source, type, "name");
        if (name.isEmpty()) {
          errors.required(path + "." + type + ".name");
        }
      }
    }
    if (count == 0) {
      errors.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
    } else if (count > 1) {
      errors.invalid(path, "", "may not have more than one field specified at a time");
    }
  }
}
