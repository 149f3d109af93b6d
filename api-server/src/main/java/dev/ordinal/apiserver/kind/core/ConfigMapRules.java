package dev.ordinal.apiserver.kind.core;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.meta.Names;
import dev.ordinal.apiserver.kind.tree.Errors;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The rules of config maps. */
final class ConfigMapRules implements KindRules {

  static final int LIMIT = 1024 * 1024;

  @Override
  public List<FieldError> validate(ObjectNode map) {
    Errors errors = new Errors();
    Map<String, String> data = Tree.strings(map, "data");
    Map<String, String> binary = Tree.strings(map, "binaryData");
    long size = 0;
    for (Map.Entry<String, String> entry : data.entrySet()) {
      errors.invalidEach(
          "data[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
      if (binary.containsKey(entry.getKey())) {
        errors.invalid(
            "data[" + entry.getKey() + "]",
            entry.getKey(),
            "duplicate of key present in binaryData");
      }
      size += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    for (Map.Entry<String, String> entry : binary.entrySet()) {
      errors.invalidEach(
          "binaryData[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
      size += decodedLength(entry.getValue());
    }
    if (size > LIMIT) {
      errors.tooLong("", LIMIT);
    }
    return errors.list();
  }

  static long decodedLength(String base64) {
    return base64.length() * 3L / 4;
  }

  @Override
  public List<FieldError> validateUpdate(ObjectNode map, ObjectNode old) {
    Errors errors = new Errors();
    if (Tree.truth(old, "immutable")) {
      if (!Tree.truth(map, "immutable")) {
        errors.forbidden("immutable", "field is immutable when `immutable` is set");
      }
      for (String field : List.of("data", "binaryData")) {
        if (!Tree.same(Tree.at(map, field), Tree.at(old, field))) {
          errors.forbidden(field, "field is immutable when `immutable` is set");
        }
      }
    }
    return errors.list();
  }
}
