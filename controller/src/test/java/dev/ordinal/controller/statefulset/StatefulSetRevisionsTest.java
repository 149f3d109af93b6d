package dev.ordinal.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.client.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatefulSetRevisionsTest {
  private static final String TEMPLATE =
      """
      {"metadata":{"labels":{"app":"foo"},"annotations":{"test":"value"},"creationTimestamp":null},
       "spec":{"containers":[{"name":"test","image":"test","resources":{},
       "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
       "imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,
       "dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}
      """;

  /** The bytes and the name that upstream pins across its releases. */
  @Test
  void dataAndNameAreUpstreams() {
    ObjectNode data = StatefulSetRevisions.data((ObjectNode) Json.parse(TEMPLATE));
    byte[] bytes = GoJson.bytes(data);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"spec\":{\"template\":{\"$patch\":\"replace\",\"metadata\":{\"annotations\":{\"test\":\"value\"},\"labels\":{\"app\":\"foo\"}},\"spec\":{\"containers\":[{\"image\":\"test\",\"imagePullPolicy\":\"Always\",\"name\":\"test\",\"resources\":{},\"terminationMessagePath\":\"/dev/termination-log\",\"terminationMessagePolicy\":\"File\"}],\"dnsPolicy\":\"ClusterFirst\",\"restartPolicy\":\"Always\",\"schedulerName\":\"default-scheduler\",\"securityContext\":{},\"terminationGracePeriodSeconds\":30}}}}");
    assertThat(StatefulSetRevisions.hash(bytes, 0)).isEqualTo("776999688b");
  }

  @Test
  void aCollisionGivesAnotherName() {
    byte[] bytes = {1, 2, 3};
    assertThat(StatefulSetRevisions.hash(bytes, 1))
        .isNotEqualTo(StatefulSetRevisions.hash(bytes, 0));
  }

  @Test
  void stringsAreEscapedAsGoDoes() {
    ObjectNode tree = Json.object();
    tree.put("b", "<a&b>\u2028\"\\\n\t\u0001é/");
    tree.putArray("a").add(1).add(true).addNull();
    tree.putObject("c");
    assertThat(new String(GoJson.bytes(tree), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":[1,true,null],\"b\":\"\\u003ca\\u0026b\\u003e\\u2028\\\"\\\\\\n\\t\\u0001é/\",\"c\":{}}");
  }

  @Test
  void aRevisionGivesItsTemplateBack() {
    StatefulSetView set = Sets.set(1, spec -> spec.set("template", Json.parse(TEMPLATE)));
    ObjectNode revision = StatefulSetRevisions.newRevision(set, 4, 0);
    ObjectNode template = StatefulSetRevisions.template(revision);
    assertThat(template.path("spec")).isEqualTo(set.template().path("spec"));
    assertThat(template.has("$patch")).isFalse();
    Metadata metadata = Metadata.of(revision);
    assertThat(metadata.name()).isEqualTo("web-776999688b");
    assertThat(metadata.labels())
        .containsEntry("app", "foo")
        .containsEntry("controller.kubernetes.io/hash", "776999688b");
    assertThat(revision.path("revision").asLong()).isEqualTo(4);
  }

  @Test
  void longNamesAreCut() {
    StatefulSetView set = Sets.set(1, spec -> {});
    set.tree().withObject("/metadata").put("name", "x".repeat(250));
    String name = StatefulSetRevisions.name(StatefulSetView.of(set.tree()), "abc");
    assertThat(name).isEqualTo("x".repeat(223) + "-abc");
  }

  @Test
  void theOldestUnusedOnesAreSuperfluous() {
    List<ObjectNode> ordered = new ArrayList<>();
    for (int number = 1; number <= 6; number++) {
      ObjectNode revision = Json.object().put("revision", number);
      revision.putObject("metadata").put("name", "r" + number);
      ordered.add(revision);
    }
    ordered.sort(StatefulSetRevisions.ORDER);
    assertThat(StatefulSetRevisions.superfluous(ordered, Set.of("r1", "r6"), 2))
        .extracting(revision -> Metadata.of(revision).name())
        .containsExactly("r2", "r3");
    assertThat(StatefulSetRevisions.superfluous(ordered, Set.of(), 10)).isEmpty();
  }
}
