package dev.ordinal.apiserver.kind.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.meta.Metadata;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.request.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {

  private static final KindRegistry KINDS = KindRegistry.builtIn(FeatureGates.defaults());

  static Stream<Arguments> cases() {
    return Yaml.resource("/kinds/validation.yaml").stream()
        .map(document -> Arguments.of(document.path("case").asText(), document));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysWhatUpstreamSays(String name, ObjectNode document) {
    ObjectNode object = (ObjectNode) document.path("object");
    ResourceType type =
        KINDS
            .findKind(object.path("apiVersion").asText(), object.path("kind").asText())
            .orElseThrow();
    ObjectNode metadata = Tree.ensureObject(object, "metadata");
    if (type.namespaced() && !metadata.has("namespace")) {
      metadata.put("namespace", "default");
    }
    List<FieldError> errors = new ArrayList<>();
    JsonNode change = document.path("change");
    if (change.isMissingNode()) {
      type.rules().applyDefaults(object);
      type.rules().prepareForCreate(object);
      errors.addAll(Metadata.validateCreate(type, object));
      errors.addAll(type.rules().validate(object));
    } else {
      type.rules().applyDefaults(object);
      ObjectNode changed = merge(object, change);
      type.rules().applyDefaults(changed);
      type.rules().prepareForUpdate(changed, object);
      errors.addAll(Metadata.validateUpdate(changed, object));
      errors.addAll(type.rules().validate(changed));
      errors.addAll(type.rules().validateUpdate(changed, object));
    }
    assertThat(errors.stream().map(e -> e.toString().strip()).toList())
        .isEqualTo(Tree.texts(document, "errors"));
  }

  /** A JSON merge patch. */
  private static ObjectNode merge(ObjectNode object, JsonNode change) {
    ObjectNode merged = object.deepCopy();
    change
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isNull()) {
                merged.remove(e.getKey());
              } else if (e.getValue() instanceof ObjectNode inner
                  && merged.get(e.getKey()) instanceof ObjectNode target) {
                merged.set(e.getKey(), merge(target, inner));
              } else {
                merged.set(e.getKey(), e.getValue());
              }
            });
    return merged;
  }
}
