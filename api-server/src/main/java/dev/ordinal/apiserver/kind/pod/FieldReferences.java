package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Validation of references to a pod's own fields. */
final class FieldReferences {

  private static final Set<String> CONVERTIBLE =
      Set.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.serviceAccountName",
          "spec.schedulerName",
          "status.phase",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs",
          "spec.host");
  private static final Pattern SUBSCRIPT = Pattern.compile("(?<path>.+)\\['(?<key>.*)'\\]");

  private FieldReferences() {}

  static void validate(JsonNode reference, Set<String> allowed, String field, Errors errors) {
    String path = Tree.text(reference, "fieldPath");
    if (Tree.text(reference, "apiVersion").isEmpty()) {
      errors.required(field + ".apiVersion");
      return;
    } else if (path.isEmpty()) {
      errors.required(field + ".fieldPath");
      return;
    }
    Matcher subscript = SUBSCRIPT.matcher(path);
    if (subscript.matches()) {
      String key = subscript.group("key");
      switch (subscript.group("path")) {
        case "metadata.annotations" -> errors.invalidEach(field, key, Names.annotationKey(key));
        case "metadata.labels" -> errors.invalidEach(field, key, Names.qualifiedName(key));
        default -> unknown(path, field, errors);
      }
    } else if (!CONVERTIBLE.contains(path)) {
      unknown(path, field, errors);
    } else if (!allowed.contains(path)) {
      List<String> sorted = allowed.stream().sorted().toList();
      errors.notSupported(field + ".fieldPath", path, sorted);
    }
  }

  private static void unknown(String path, String field, Errors errors) {
    errors.invalid(
        field + ".fieldPath",
        path,
        "error converting fieldPath: field label not supported: " + path);
  }
}
