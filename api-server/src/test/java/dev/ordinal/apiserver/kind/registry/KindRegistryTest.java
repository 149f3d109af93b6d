package dev.ordinal.apiserver.kind.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.ResourceType;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KindRegistryTest {

  private static final KindRegistry KINDS = KindRegistry.builtIn(FeatureGates.defaults());

  static Iterable<ResourceType> types() {
    return KINDS.all();
  }

  @Test
  void findsByUrlAndByKind() {
    assertThat(KINDS.find("apps", "v1", "statefulsets").orElseThrow().kind())
        .isEqualTo("StatefulSet");
    assertThat(KINDS.find("", "v1", "pods").orElseThrow().groupResource()).isEqualTo("pods");
    assertThat(KINDS.find("apps", "v1beta1", "statefulsets")).isEmpty();
    assertThat(KINDS.findKind("events.k8s.io/v1", "Event").orElseThrow().storageGroup()).isEmpty();
  }

  @Test
  void namesAreUnique() {
    assertThat(KINDS.all()).extracting(t -> t.apiVersion() + t.plural()).doesNotHaveDuplicates();
    assertThat(KINDS.all()).extracting(t -> t.apiVersion() + t.kind()).doesNotHaveDuplicates();
  }

  /** Whatever a client leaves out, no rule and no cell may fail on it. */
  @ParameterizedTest
  @MethodSource("types")
  void standsAnEmptyObject(ResourceType type) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode old = object.deepCopy();
    type.rules().validate(object.deepCopy());
    type.rules().validateStatusUpdate(object.deepCopy(), old);
    type.rules().applyDefaults(object);
    type.rules().applyDefaults(old);
    type.rules().prepareForCreate(object);
    type.rules().prepareForUpdate(object, old);
    type.rules().prepareForStatusUpdate(object, old);
    type.rules().validate(object);
    type.rules().validateUpdate(object, old);
    type.rules().gracefulDeletionSeconds(object, OptionalLong.empty());
    assertThat(type.columns()).anyMatch(c -> c.name().equals("Name"));
    type.columns().forEach(c -> assertThat(c.cell().apply(object, Instant.EPOCH)).isNotNull());
    type.selectableFields().values().forEach(f -> assertThat(f.apply(object)).isNotNull());
  }
}
