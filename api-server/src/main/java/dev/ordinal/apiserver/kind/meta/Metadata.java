package dev.ordinal.apiserver.kind.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules.NameRule;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Validates {@code metadata} of any kind. The generic server calls {@link #validateCreate} before a
 * kind's {@code validate} on a create, and {@link #validateUpdate} before it on an update of the
 * object or its status; the errors come first in the list, as upstream has it.
 */
public final class Metadata {

  private static final int ANNOTATIONS_LIMIT = 256 * 1024;
  private static final String META = "metadata";

  private Metadata() {}

  /** Errors of a new object, whose name has been generated already. */
  public static List<FieldError> validateCreate(ResourceType type, ObjectNode object) {
    Errors errors = new Errors();
    JsonNode metadata = object.path(META);
    String prefix = Tree.text(metadata, "generateName");
    NameRule rule = type.rules().nameRule();
    if (!prefix.isEmpty()) {
      errors.invalidEach("metadata.generateName", prefix, check(rule, Names.masked(prefix)));
    }
    String name = Tree.text(metadata, "name");
    if (name.isEmpty()) {
      errors.required("metadata.name", "name or generateName is required");
    } else {
      errors.invalidEach("metadata.name", name, check(rule, name));
    }
    String namespace = Tree.text(metadata, "namespace");
    if (!type.namespaced() && !namespace.isEmpty()) {
      errors.forbidden("metadata.namespace", "not allowed on this type");
    } else if (type.namespaced() && namespace.isEmpty()) {
      errors.required("metadata.namespace");
    } else if (type.namespaced()) {
      errors.invalidEach("metadata.namespace", namespace, Names.dnsLabel(namespace));
    }
    common(metadata, errors);
    return errors.list();
  }

  /** Errors of a change. */
  public static List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
    Errors errors = new Errors();
    JsonNode now = object.path(META);
    JsonNode before = old.path(META);
    if (Tree.has(before, "deletionTimestamp")) {
      TreeSet<String> added = new TreeSet<>(Tree.texts(now, "finalizers"));
      added.removeAll(Tree.texts(before, "finalizers"));
      if (!added.isEmpty()) {
        errors.forbidden(
            "metadata.finalizers",
            "no new finalizers can be added if the object is being deleted, found new finalizers"
                + " []string{\""
                + String.join("\", \"", added)
                + "\"}");
      }
    }
    if (Tree.number(now, "generation") < Tree.number(before, "generation")) {
      errors.invalid(
          "metadata.generation", Tree.number(now, "generation"), "must not be decremented");
    }
    for (String field : List.of("name", "namespace", "uid", "deletionTimestamp")) {
      // What the client leaves out is filled in from the old object by the generic server.
      if (Tree.has(now, field)) {
        errors.immutable(Tree.at(now, field), Tree.at(before, field), META + "." + field);
      }
    }
    common(now, errors);
    return errors.list();
  }

  /** Errors of the labels in a field, by the rules for labels of any object. */
  public static void labels(JsonNode map, String field, Errors errors) {
    for (Map.Entry<String, String> label : Tree.strings(map).entrySet()) {
      errors.invalidEach(field, label.getKey(), Names.qualifiedName(label.getKey()));
      errors.invalidEach(field, label.getValue(), Names.labelValue(label.getValue()));
    }
  }

  /** Errors of the annotations in a field. */
  public static void annotations(JsonNode map, String field, Errors errors) {
    long size = 0;
    for (Map.Entry<String, String> annotation : Tree.strings(map).entrySet()) {
      errors.invalidEach(field, annotation.getKey(), Names.annotationKey(annotation.getKey()));
      size += annotation.getKey().length() + annotation.getValue().length();
    }
    if (size > ANNOTATIONS_LIMIT) {
      errors.tooLong(field, ANNOTATIONS_LIMIT);
    }
  }

  private static List<String> check(NameRule rule, String name) {
    return switch (rule) {
      case DNS_SUBDOMAIN -> Names.dnsSubdomain(name);
      case DNS_LABEL -> Names.dnsLabel(name);
      case DNS_1035_LABEL -> Names.dns1035Label(name);
      case PATH_SEGMENT -> Names.pathSegment(name);
    };
  }

  private static void common(JsonNode metadata, Errors errors) {
    errors.nonNegative(metadata, META, "generation");
    labels(Tree.at(metadata, "labels"), "metadata.labels", errors);
    annotations(Tree.at(metadata, "annotations"), "metadata.annotations", errors);
    owners(metadata, errors);
    finalizers(metadata, errors);
  }

  private static void owners(JsonNode metadata, Errors errors) {
    String field = "metadata.ownerReferences";
    String controller = "";
    for (ObjectNode ref : Tree.objects(metadata, "ownerReferences")) {
      String apiVersion = Tree.text(ref, "apiVersion");
      if (apiVersion.isEmpty() || apiVersion.endsWith("/")) {
        errors.invalid(field + ".apiVersion", apiVersion, "version must not be empty");
      }
      for (String name : List.of("kind", "name", "uid")) {
        if (Tree.text(ref, name).isEmpty()) {
          errors.invalid(field + "." + name, "", "must not be empty");
        }
      }
      String kind = Tree.text(ref, "kind");
      if (apiVersion.equals("v1") && kind.equals("Event")) {
        errors.invalid(field, ref, "/v1, Kind=Event is disallowed from being an owner");
      }
      if (Tree.truth(ref, "controller")) {
        String current = kind + "/" + Tree.text(ref, "name");
        if (!controller.isEmpty()) {
          errors.invalid(
              field,
              Tree.at(metadata, "ownerReferences"),
              "Only one reference can have Controller set to true. Found \"true\" in references for "
                  + controller
                  + " and "
                  + current);
        } else {
          controller = current;
        }
      }
    }
  }

  private static void finalizers(JsonNode metadata, Errors errors) {
    List<String> finalizers = Tree.texts(metadata, "finalizers");
    for (String finalizer : finalizers) {
      errors.invalidEach("metadata.finalizers", finalizer, Names.qualifiedName(finalizer));
    }
    if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
      errors.invalid(
          "metadata.finalizers",
          Tree.at(metadata, "finalizers"),
          "finalizer orphan and foregroundDeletion cannot be both set");
    }
  }
}
