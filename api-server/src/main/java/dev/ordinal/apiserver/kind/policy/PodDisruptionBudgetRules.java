package dev.ordinal.apiserver.kind.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of disruption budgets. */
final class PodDisruptionBudgetRules implements StatusRules {

  @Override
  public List<FieldError> validate(ObjectNode budget) {
    Errors errors = new Errors();
    JsonNode spec = budget.path("spec");
    if (Tree.has(spec, "minAvailable") && Tree.has(spec, "maxUnavailable")) {
      errors.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
    }
    for (String field : List.of("minAvailable", "maxUnavailable")) {
      JsonNode value = Tree.at(spec, field);
      if (value.isNumber() && value.asLong() < 0) {
        errors.invalid("spec." + field, value.asLong(), "must be greater than or equal to 0");
      } else if (value.isTextual() && !value.asText().matches("[0-9]{1,9}%")) {
        errors.invalid(
            "spec." + field,
            value,
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
                + " or '93%', regex used for validation is '[0-9]+%')");
      } else if (value.isTextual() && Long.parseLong(value.asText().replace("%", "")) > 100) {
        errors.invalid("spec." + field, value, "must not be greater than 100%");
      }
    }
    if (Tree.has(spec, "selector")) {
      Selectors.validate(Tree.at(spec, "selector"), "spec.selector", errors);
    }
    String policy = Tree.text(spec, "unhealthyPodEvictionPolicy");
    List<String> policies = List.of("AlwaysAllow", "IfHealthyBudget");
    if (!policy.isEmpty() && !policies.contains(policy)) {
      errors.notSupported("spec.unhealthyPodEvictionPolicy", policy, policies);
    }
    return errors.list();
  }

  @Override
  public boolean hasGeneration() {
    return true;
  }
}
