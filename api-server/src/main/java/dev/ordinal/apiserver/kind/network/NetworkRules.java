package dev.ordinal.apiserver.kind.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Selectors;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.StatusRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.List;

/** The rules of ingresses and network policies, which are stored and served but not acted on. */
final class NetworkRules {

  static final KindRules INGRESS = new IngressRules();
  static final KindRules NETWORK_POLICY = new PolicyRules();

  private NetworkRules() {}

  private static final class IngressRules implements StatusRules {

    private static final List<String> PATH_TYPES =
        List.of("Exact", "ImplementationSpecific", "Prefix");

    @Override
    public void prepareForCreate(ObjectNode ingress) {
      ingress.putObject("status").putObject("loadBalancer");
    }

    @Override
    public List<FieldError> validate(ObjectNode ingress) {
      Errors errors = new Errors();
      JsonNode spec = ingress.path("spec");
      List<ObjectNode> rules = Tree.objects(spec, "rules");
      if (rules.isEmpty() && !Tree.has(spec, "defaultBackend")) {
        errors.invalid("spec", spec, "either `defaultBackend` or `rules` must be specified");
      }
      for (int r = 0; r < rules.size(); r++) {
        List<ObjectNode> paths = Tree.objects(rules.get(r), "http", "paths");
        for (int p = 0; p < paths.size(); p++) {
          String field = "spec.rules[" + r + "].http.paths[" + p + "]";
          String type = Tree.text(paths.get(p), "pathType");
          if (type.isEmpty()) {
            errors.required(field + ".pathType", "pathType must be specified");
          } else if (!PATH_TYPES.contains(type)) {
            errors.notSupported(field + ".pathType", type, PATH_TYPES);
          }
        }
      }
      return errors.list();
    }

    @Override
    public boolean hasGeneration() {
      return true;
    }
  }

  private static final class PolicyRules implements KindRules {

    private static final Defaults DEFAULTS =
        Defaults.table()
            .value("spec!.ingress[].ports[].protocol", "TCP")
            .value("spec!.egress[].ports[].protocol", "TCP")
            .rule("spec!", PolicyRules::types)
            .build();

    private static void types(ObjectNode spec) {
      Tree.ensureObject(spec, "podSelector");
      if (Tree.at(spec, "policyTypes").isEmpty()) {
        spec.putArray("policyTypes").add("Ingress");
        if (!Tree.at(spec, "egress").isEmpty()) {
          Tree.ensureArray(spec, "policyTypes").add("Egress");
        }
      }
    }

    @Override
    public void applyDefaults(ObjectNode policy) {
      DEFAULTS.apply(policy);
    }

    @Override
    public List<FieldError> validate(ObjectNode policy) {
      Errors errors = new Errors();
      Selectors.validate(Tree.at(policy, "spec", "podSelector"), "spec.podSelector", errors);
      return errors.list();
    }

    @Override
    public boolean hasGeneration() {
      return true;
    }
  }
}
