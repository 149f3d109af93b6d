package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Defaults;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of limit ranges. */
final class LimitRangeRules implements KindRules {

  private static final Defaults DEFAULTS =
      Defaults.table().rule("spec.limits[]", LimitRangeRules::container).build();

  /** The limit follows the maximum; the request follows the limit, else the minimum. */
  private static void container(ObjectNode item) {
    if (Tree.text(item, "type").equals("Container")) {
      fill(item, "default", "max");
      fill(item, "defaultRequest", "default");
      fill(item, "defaultRequest", "min");
    }
  }

  private static void fill(ObjectNode item, String to, String from) {
    Tree.strings(item, from)
        .forEach(
            (name, quantity) -> {
              if (!Tree.has(item, to, name)) {
                Tree.ensureObject(item, to).put(name, quantity);
              }
            });
  }

  @Override
  public void applyDefaults(ObjectNode range) {
    DEFAULTS.apply(range);
  }

  @Override
  public List<FieldError> validate(ObjectNode range) {
    Errors errors = new Errors();
    Set<String> types = new HashSet<>();
    List<ObjectNode> items = Tree.objects(range, "spec", "limits");
    for (int i = 0; i < items.size(); i++) {
      errors.unique(types, "spec.limits[" + i + "].type", Tree.text(items.get(i), "type"));
    }
    return errors.list();
  }
}
