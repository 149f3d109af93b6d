package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validation of topology spread constraints. */
final class SpreadValidation {

  private static final List<String> UNSATISFIABLE = List.of("DoNotSchedule", "ScheduleAnyway");

  private SpreadValidation() {}

  static void validate(JsonNode list, String path, Errors errors) {
    Set<String> seen = new HashSet<>();
    List<ObjectNode> constraints = Tree.objects(list);
    for (int i = 0; i < constraints.size(); i++) {
      ObjectNode constraint = constraints.get(i);
      String field = path + "[" + i + "]";
      long skew = Tree.number(constraint, "maxSkew");
      if (skew <= 0) {
        errors.invalid(field + ".maxSkew", skew, "must be greater than zero");
      }
      String key = Tree.text(constraint, "topologyKey");
      if (key.isEmpty()) {
        errors.required(field + ".topologyKey", "can not be empty");
      } else {
        errors.invalidEach(field + ".topologyKey", key, Names.qualifiedName(key));
      }
      String action = Tree.text(constraint, "whenUnsatisfiable");
      if (!UNSATISFIABLE.contains(action)) {
        errors.notSupported(field + ".whenUnsatisfiable", action, UNSATISFIABLE);
      }
      if (!seen.add(key + " " + action)) {
        errors.duplicate(
            field + ".{topologyKey, whenUnsatisfiable}", "{" + key + ", " + action + "}");
      }
      Selectors.validate(Tree.at(constraint, "labelSelector"), field + ".labelSelector", errors);
    }
  }
}
