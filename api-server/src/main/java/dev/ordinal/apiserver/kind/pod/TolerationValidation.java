package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;

/** Validation of tolerations. */
final class TolerationValidation {

  private static final List<String> EFFECTS =
      List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  private TolerationValidation() {}

  static void validate(JsonNode list, String path, Errors errors) {
    List<ObjectNode> tolerations = Tree.objects(list);
    for (int i = 0; i < tolerations.size(); i++) {
      one(tolerations.get(i), path + "[" + i + "]", errors);
    }
  }

  /** A pod may be given more tolerations; of those it has only the seconds may change. */
  static void validateOnlyAdded(JsonNode now, JsonNode before, String path, Errors errors) {
    for (ObjectNode old : Tree.objects(before)) {
      boolean kept =
          Tree.objects(now).stream().anyMatch(t -> withoutSeconds(t).equals(withoutSeconds(old)));
      if (!kept) {
        errors.forbidden(
            path, "existing toleration can not be modified except its tolerationSeconds");
        return;
      }
    }
    validate(now, path, errors);
  }

  private static ObjectNode withoutSeconds(ObjectNode toleration) {
    return toleration.deepCopy().without(List.of("tolerationSeconds"));
  }

  private static void one(ObjectNode toleration, String path, Errors errors) {
    String key = Tree.text(toleration, "key");
    String operator = Tree.text(toleration, "operator");
    String effect = Tree.text(toleration, "effect");
    if (!key.isEmpty()) {
      errors.invalidEach(path + ".key", key, Names.qualifiedName(key));
    } else if (!operator.equals("Exists")) {
      errors.invalid(
          path + ".operator",
          operator,
          "operator must be Exists when `key` is empty, which means \"match all values and all"
              + " keys\"");
    }
    if (Tree.has(toleration, "tolerationSeconds") && !effect.equals("NoExecute")) {
      errors.invalid(
          path + ".effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    String value = Tree.text(toleration, "value");
    switch (operator) {
      case "", "Equal" -> {
        List<String> problems = Names.labelValue(value);
        if (!problems.isEmpty()) {
          errors.invalid(path + ".operator", value, String.join(";", problems));
        }
      }
      case "Exists" -> {
        if (!value.isEmpty()) {
          errors.invalid(
              path + ".operator", toleration, "value must be empty when `operator` is 'Exists'");
        }
      }
      default -> errors.notSupported(path + ".operator", operator, List.of("Equal", "Exists"));
    }
    if (!effect.isEmpty() && !EFFECTS.contains(effect)) {
      errors.notSupported(path + ".effect", effect, EFFECTS);
    }
  }
}
