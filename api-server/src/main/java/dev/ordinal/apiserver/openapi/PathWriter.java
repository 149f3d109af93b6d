package dev.ordinal.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.schema.Gvk;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the paths of resources: the verbs with their kinds and query parameters. */
final class PathWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> WRITE = List.of("dryRun", "fieldManager", "fieldValidation");
  private static final List<String> LIST =
      List.of("fieldSelector", "labelSelector", "limit", "continue", "resourceVersion", "watch");

  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml");

  /** One operation: its verb in HTTP, what Kubernetes calls it, and its query parameters. */
  private record Verb(String method, String action, List<String> parameters) {}

  private static final Verb LIST_ALL = new Verb("get", "list", LIST);
  private static final List<Verb> COLLECTION =
      List.of(
          LIST_ALL,
          new Verb("post", "post", WRITE),
          new Verb("delete", "deletecollection", List.of("dryRun", "labelSelector")));
  private static final List<Verb> CHANGE =
      List.of(
          new Verb("get", "get", List.of()),
          new Verb("put", "put", WRITE),
          new Verb(
              "patch", "patch", List.of("dryRun", "fieldManager", "fieldValidation", "force")));
  private static final List<Verb> OBJECT =
      List.of(
          CHANGE.get(0),
          CHANGE.get(1),
          CHANGE.get(2),
          new Verb(
              "delete", "delete", List.of("dryRun", "gracePeriodSeconds", "propagationPolicy")));

  private final Dialect dialect;
  private final Map<String, ObjectNode> paths = new TreeMap<>();

  PathWriter(Dialect dialect) {
    this.dialect = dialect;
  }

  ObjectNode all() {
    ObjectNode all = NODES.objectNode();
    all.setAll(paths);
    return all;
  }

  void add(ResourceType type) {
    Gvk gvk = new Gvk(type.group(), type.version(), type.kind());
    String base = (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion();
    String collection =
        base + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
    if (type.namespaced()) {
      path(base + "/" + type.plural(), List.of(LIST_ALL), gvk);
    }
    path(collection, COLLECTION, gvk);
    path(collection + "/{name}", OBJECT, gvk);
    for (String subresource : type.subresources()) {
      path(collection + "/{name}/" + subresource, CHANGE, Subresources.kind(gvk, subresource));
    }
  }

  private void path(String path, List<Verb> verbs, Gvk gvk) {
    ObjectNode item = NODES.objectNode();
    ArrayNode common = NODES.arrayNode();
    for (String name : List.of("name", "namespace")) {
      if (path.contains("{" + name + "}")) {
        parameter(common, name, "path");
      }
    }
    for (Verb verb : verbs) {
      ObjectNode operation = item.putObject(verb.method());
      operation.put("operationId", verb.action() + path.replaceAll("[^A-Za-z0-9]+", "_"));
      ArrayNode parameters = NODES.arrayNode();
      verb.parameters().forEach(name -> parameter(parameters, name, "query"));
      if (!parameters.isEmpty()) {
        operation.set("parameters", parameters);
      }
      if (verb.method().equals("patch")) {
        patchTypes(operation);
      }
      operation.putObject("responses").putObject("200").put("description", "OK");
      operation.put("x-kubernetes-action", verb.action());
      operation
          .putObject("x-kubernetes-group-version-kind")
          .put("group", gvk.group())
          .put("kind", gvk.kind())
          .put("version", gvk.version());
    }
    if (!common.isEmpty()) {
      item.set("parameters", common);
    }
    paths.put(path, item);
  }

  private void patchTypes(ObjectNode operation) {
    if (dialect == Dialect.V3) {
      ObjectNode content = operation.putObject("requestBody").putObject("content");
      PATCHES.forEach(content::putObject);
    } else {
      PATCHES.forEach(operation.putArray("consumes")::add);
    }
  }

  private void parameter(ArrayNode parameters, String name, String in) {
    ObjectNode parameter = parameters.addObject().put("in", in).put("name", name);
    if (in.equals("path")) {
      parameter.put("required", true);
    }
    String type =
        switch (name) {
          case "limit", "gracePeriodSeconds" -> "integer";
          case "watch", "force" -> "boolean";
          default -> "string";
        };
    (dialect == Dialect.V3 ? parameter.putObject("schema") : parameter).put("type", type);
  }
}
