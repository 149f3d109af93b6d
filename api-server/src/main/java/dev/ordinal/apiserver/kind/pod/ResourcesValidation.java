package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.quantity.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Validation of requests and limits. */
final class ResourcesValidation {

  private static final Set<String> KNOWN = Set.of("cpu", "memory", "ephemeral-storage");

  private ResourcesValidation() {}

  static void validate(JsonNode resources, String path, Errors errors) {
    Map<String, String> limits = new TreeMap<>(Tree.strings(resources, "limits"));
    Map<String, String> requests = new TreeMap<>(Tree.strings(resources, "requests"));
    limits.forEach((name, value) -> one(name, value, path + ".limits", errors));
    requests.forEach(
        (name, value) -> {
          one(name, value, path + ".requests", errors);
          String limit = limits.get(name);
          if (limit != null) {
            compare(name, value, limit, path + ".requests", errors);
          } else if (!isOvercommitAllowed(name)) {
            errors.required(path + ".limits", "Limit must be set for non overcommitable resources");
          }
        });
  }

  private static void one(String name, String value, String path, Errors errors) {
    String field = path + "[" + name + "]";
    List<String> problems = Names.qualifiedName(name);
    if (!problems.isEmpty()) {
      errors.invalidEach(path, name, problems);
    } else if (!name.contains("/") && !KNOWN.contains(name) && !name.startsWith("hugepages-")) {
      errors.invalid(path, name, "must be a standard resource for containers");
    }
    if (Quantity.parse(value).compareTo(Quantity.parse("0")) < 0) {
      errors.invalid(field, value, "must be greater than or equal to 0");
    }
  }

  private static void compare(
      String name, String request, String limit, String path, Errors errors) {
    int order = Quantity.parse(request).compareTo(Quantity.parse(limit));
    if (order != 0 && !isOvercommitAllowed(name)) {
      errors.invalid(path, request, "must be equal to " + name + " limit of " + limit);
    } else if (order > 0) {
      errors.invalid(path, request, "must be less than or equal to " + name + " limit of " + limit);
    }
  }

  private static boolean isOvercommitAllowed(String name) {
    boolean isNative = !name.contains("/") || name.contains("kubernetes.io/");
    return isNative && !name.startsWith("hugepages-");
  }
}
