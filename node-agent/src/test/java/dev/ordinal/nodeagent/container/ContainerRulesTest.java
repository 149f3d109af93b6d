package dev.ordinal.nodeagent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.testing.FakeClusterApi;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerRulesTest {

  private static final Map<String, String> VALUES = Map.of("A", "1", "EMPTY", "");

  @ParameterizedTest
  @CsvSource({
    "$(A), 1",
    "x$(A)y, x1y",
    "$$(A), $(A)",
    "$(B), $(B)",
    "$A, $A",
    "$(A, $(A",
    "a$, a$",
    "$(EMPTY)., .",
  })
  void namesAreReplaced(String text, String expected) {
    assertThat(Expansion.expand(text, VALUES)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "APP, Always, 0, true",
    "APP, OnFailure, 0, false",
    "APP, OnFailure, 1, true",
    "APP, Never, 1, false",
    "INIT, Always, 0, false",
    "INIT, Always, 1, true",
    "INIT, Never, 1, false",
    "SIDECAR, Never, 0, true",
    "EPHEMERAL, Always, 1, false",
  })
  void restartFollowsThePolicy(ContainerKind kind, String policy, int code, boolean expected) {
    assertThat(RestartRule.restarts(kind, policy, code)).isEqualTo(expected);
  }

  @Test
  void theDelayDoublesAndIsForgotten() {
    Backoff backoff = new Backoff();
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(backoff.remaining(now, now).isPositive()).isFalse();
    long expected = 10;
    for (int i = 0; i < 8; i++) {
      backoff.next(now);
      assertThat(backoff.remaining(now, now))
          .isEqualTo(Duration.ofSeconds(Math.min(300, expected)));
      expected *= 2;
      now = now.plusSeconds(1);
    }
    Instant later = now.plus(Duration.ofMinutes(11));
    assertThat(backoff.remaining(later, later).isPositive()).isFalse();
    backoff.next(later);
    assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(10));
  }

  private static Pod pod(String container) {
    String text =
        "{'metadata':{'name':'p','namespace':'default','uid':'u','labels':{'app':'web'}},"
            + "'spec':{'serviceAccountName':'sa','containers':["
            + container
            + "]}}";
    return Json.as(Json.parse(text.replace('\'', '"')), Pod.class);
  }

  private static Map<String, String> environment(FakeClusterApi api, Pod pod) {
    return new EnvironmentBuilder(
            api, pod, new PodAddress("node-1", "172.30.0.1", "10.244.0.5"), Map.of())
        .build(pod.getSpec().getContainers().getFirst());
  }

  @Test
  void theEnvironmentComesFromAllSources() {
    FakeClusterApi api = new FakeClusterApi();
    api.configMaps.put(
        "cm", new ConfigMapBuilder().addToData("k", "v").addToData("A", "low").build());
    api.secrets.put("s", new SecretBuilder().addToData("p", "c2VjcmV0").build());
    api.services.add(
        Json.as(
            Json.parse(
                "{'metadata':{'name':'my-db','namespace':'default'},'spec':{'clusterIP':'10.96.0.7','ports':[{'name':'sql','port':3306}]}}"
                    .replace('\'', '"')),
            Service.class));
    Map<String, String> environment =
        environment(
            api,
            pod(
                "{'name':'c','image':'i','resources':{'limits':{'cpu':'1500m','memory':'64Mi'}},"
                    + "'envFrom':[{'prefix':'X_','configMapRef':{'name':'cm'}}],'env':["
                    + "{'name':'A','value':'high'},{'name':'B','value':'$(A)-$(X_k)-$(MY_DB_SERVICE_HOST)-$(NO)'},"
                    + "{'name':'P','valueFrom':{'secretKeyRef':{'name':'s','key':'p'}}},"
                    + "{'name':'IP','valueFrom':{'fieldRef':{'fieldPath':'status.podIP'}}},"
                    + "{'name':'CPU','valueFrom':{'resourceFieldRef':{'resource':'limits.cpu'}}},"
                    + "{'name':'MIB','valueFrom':{'resourceFieldRef':{'resource':'limits.memory','divisor':'1Mi'}}},"
                    + "{'name':'GONE','valueFrom':{'configMapKeyRef':{'name':'no','key':'k','optional':true}}}]}"));
    assertThat(environment)
        .containsEntry("B", "high-v-10.96.0.7-$(NO)")
        .containsEntry("P", "secret")
        .containsEntry("IP", "10.244.0.5")
        .containsEntry("CPU", "2")
        .containsEntry("MIB", "64")
        .containsEntry("X_A", "low")
        .containsEntry("MY_DB_SERVICE_PORT_SQL", "3306")
        .containsEntry("MY_DB_PORT_3306_TCP", "tcp://10.96.0.7:3306")
        .doesNotContainKey("GONE");
  }

  @Test
  void aMissingSourceIsNamed() {
    Pod pod =
        pod(
            "{'name':'c','image':'i','env':[{'name':'P','valueFrom':{'secretKeyRef':{'name':'s','key':'p'}}}]}");
    assertThatThrownBy(() -> environment(new FakeClusterApi(), pod))
        .isInstanceOf(ConfigError.class)
        .hasMessage("secret \"s\" not found");
  }

  @Test
  void labelsAreFields() {
    assertThat(
            FieldPaths.value(
                pod("{'name':'c','image':'i'}"),
                "metadata.labels['app']",
                new PodAddress("n", "h", "p")))
        .isEqualTo("web");
  }
}
