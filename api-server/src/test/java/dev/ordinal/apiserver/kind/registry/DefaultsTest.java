package dev.ordinal.apiserver.kind.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.KindRules;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefaultsTest {

  private static final KindRegistry KINDS = KindRegistry.builtIn(FeatureGates.defaults());

  /** Documents in pairs: what a client sends, and what it becomes. */
  static Stream<Arguments> pairs() {
    List<ObjectNode> documents = Yaml.resource("/kinds/defaults.yaml");
    return Stream.iterate(0, i -> i < documents.size(), i -> i + 2)
        .map(
            i ->
                Arguments.of(
                    documents.get(i).path("kind").asText()
                        + " "
                        + documents.get(i).path("metadata").path("name").asText(),
                    documents.get(i),
                    documents.get(i + 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void fillsInWhatUpstreamFillsIn(String name, ObjectNode sent, ObjectNode expected) {
    ObjectNode object = sent.deepCopy();
    rules(object).applyDefaults(object);
    assertThat(object).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void isIdempotent(String name, ObjectNode sent, ObjectNode expected) {
    ObjectNode object = expected.deepCopy();
    rules(object).applyDefaults(object);
    assertThat(object).isEqualTo(expected);
  }

  /** The template whose revision hash is known for upstream: one default more, and sets roll. */
  @Test
  void templateOfTheRevisionVector() {
    ObjectNode set =
        Yaml.object(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: foo}
            spec:
              selector: {matchLabels: {app: foo}}
              template:
                metadata: {labels: {app: foo}, annotations: {test: value}}
                spec: {containers: [{name: test, image: test}]}
            """);
    rules(set).applyDefaults(set);
    ObjectNode expected =
        Yaml.object(
            """
            {"metadata":{"annotations":{"test":"value"},"labels":{"app":"foo"}},"spec":{"containers":\
            [{"image":"test","imagePullPolicy":"Always","name":"test","resources":{},\
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],\
            "dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler",\
            "securityContext":{},"terminationGracePeriodSeconds":30}}
            """);
    assertThat(Tree.at(set, "spec", "template")).isEqualTo(expected);
  }

  @Test
  void partitionIsOnlyFilledInWhereTheTypeWasLeftOut() {
    assertThat(strategy("{}"))
        .isEqualTo("{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":0}}");
    assertThat(strategy("{type: RollingUpdate}")).isEqualTo("{\"type\":\"RollingUpdate\"}");
    assertThat(strategy("{type: RollingUpdate, rollingUpdate: {}}"))
        .isEqualTo("{\"type\":\"RollingUpdate\",\"rollingUpdate\":{\"partition\":0}}");
    assertThat(strategy("{type: OnDelete}")).isEqualTo("{\"type\":\"OnDelete\"}");
  }

  @Test
  void maxUnavailableNeedsItsGate() {
    String sent = "{type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}}";
    ObjectNode set = set(sent);
    rules(set).prepareForCreate(set);
    assertThat(Tree.at(set, "spec", "updateStrategy", "rollingUpdate").toString())
        .isEqualTo("{\"partition\":0}");

    KindRules gated =
        KindRegistry.builtIn(FeatureGates.parse("MaxUnavailableStatefulSet=true"))
            .findKind("apps/v1", "StatefulSet")
            .orElseThrow()
            .rules();
    ObjectNode kept = Yaml.object("spec: {updateStrategy: {}}");
    gated.applyDefaults(kept);
    gated.prepareForCreate(kept);
    assertThat(Tree.at(kept, "spec", "updateStrategy", "rollingUpdate").toString())
        .isEqualTo("{\"partition\":0,\"maxUnavailable\":1}");
  }

  @Test
  void lessonsAreValidOnceTheyAreDefaulted() {
    for (String lesson : List.of("tkb-sts", "web", "web2", "jump-pod")) {
      for (ObjectNode object : Yaml.resource("/kinds/lessons/" + lesson + ".yaml")) {
        KindRules rules = rules(object);
        rules.applyDefaults(object);
        rules.prepareForCreate(object);
        assertThat(rules.validate(object)).as(lesson).isEmpty();
      }
    }
  }

  private static String strategy(String strategy) {
    return Tree.at(set(strategy), "spec", "updateStrategy").toString();
  }

  private static ObjectNode set(String strategy) {
    ObjectNode set =
        Yaml.object(
            "{apiVersion: apps/v1, kind: StatefulSet, spec: {updateStrategy: " + strategy + "}}");
    rules(set).applyDefaults(set);
    return set;
  }

  private static KindRules rules(ObjectNode object) {
    return KINDS
        .findKind(object.path("apiVersion").asText(), object.path("kind").asText())
        .orElseThrow()
        .rules();
  }
}
