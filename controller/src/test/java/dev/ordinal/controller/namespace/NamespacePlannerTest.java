package dev.ordinal.controller.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.controller.namespace.NamespaceAction.FinalizeIt;
import dev.ordinal.controller.namespace.NamespaceAction.Report;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespacePlannerTest {
  private static final String NOW = "2026-01-01T00:00:00Z";
  private static final Content NOTHING = new Content(Map.of(), Map.of(), List.of(), List.of());

  private final Namespace namespace =
      new NamespaceBuilder()
          .withNewMetadata()
          .withName("demo")
          .withDeletionTimestamp(NOW)
          .endMetadata()
          .withNewSpec()
          .withFinalizers("kubernetes")
          .endSpec()
          .build();

  @Test
  void anEmptyOneGoes() {
    assertThat(NamespacePlanner.plan(namespace, NOTHING, NOW)).last().isEqualTo(new FinalizeIt());
  }

  @Test
  void oneWithContentSaysWhatIsLeft() {
    Content content =
        new Content(
            Map.of("pods.", 2, "persistentvolumeclaims.", 1),
            Map.of("kubernetes.io/pvc-protection", 1),
            List.of(),
            List.of());

    List<NamespaceAction> actions = NamespacePlanner.plan(namespace, content, NOW);
    assertThat(actions).singleElement().isInstanceOf(Report.class);
    List<NamespaceCondition> conditions = ((Report) actions.getFirst()).conditions();
    assertThat(conditions)
        .extracting(NamespaceCondition::getMessage)
        .contains(
            "Some resources are remaining: persistentvolumeclaims. has 1 resource instances, pods."
                + " has 2 resource instances",
            "Some content in the namespace has finalizers remaining: kubernetes.io/pvc-protection"
                + " in 1 resource instances");

    Namespace told =
        new NamespaceBuilder(namespace)
            .withNewStatus()
            .withConditions(conditions)
            .endStatus()
            .build();
    assertThat(NamespacePlanner.plan(told, content, "later")).isEmpty();
  }

  @Test
  void aLivingOneIsNotTouched() {
    Namespace living =
        new NamespaceBuilder(namespace)
            .editMetadata()
            .withDeletionTimestamp(null)
            .endMetadata()
            .build();

    assertThat(NamespacePlanner.isDue(namespace)).isTrue();
    assertThat(NamespacePlanner.isDue(living)).isFalse();
  }
}
