package dev.ordinal.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ObjectCodec.Decoded;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.request.ApiException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodecTest {

  private static final ResourceType POD = type("", "v1", "Pod");
  private static final ResourceType SET = type("apps", "v1", "StatefulSet");
  private static final ResourceType SECRET = type("", "v1", "Secret");
  private static final ResourceType CUSTOM = type("example.com", "v1", "Widget");

  private final TypedCodec codec = new TypedCodec(Schemas.builtIn());

  private static ResourceType type(String group, String version, String kind) {
    return ResourceTypeBuilder.kind(group, version, kind).build();
  }

  private Decoded json(ResourceType type, String body) {
    return codec.decode(type, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private Decoded yaml(ResourceType type, String body) {
    return codec.decode(type, "application/yaml", body.getBytes(StandardCharsets.UTF_8));
  }

  private String written(ResourceType type, ObjectNode object) {
    return new String(codec.encode(type, object), StandardCharsets.UTF_8);
  }

  private String through(ResourceType type, String body) {
    return written(type, json(type, body).object());
  }

  @Test
  void writesWhatGoWritesForAnEmptyStatefulSet() {
    assertThat(through(SET, "{}"))
        .isEqualTo(
            "{\"kind\":\"StatefulSet\",\"apiVersion\":\"apps/v1\",\"metadata\":{},\"spec\":{\"selector\":null,"
                + "\"template\":{\"metadata\":{},\"spec\":{\"containers\":null}},\"serviceName\":\"\",\"updateStrategy\":{}},"
                + "\"status\":{\"replicas\":0,\"availableReplicas\":0}}");
  }

  @Test
  void omitsWhatGoOmitsAndKeepsWhatGoKeeps() {
    assertThat(
            through(
                POD,
                """
                {"metadata":{"name":"a","labels":{},"creationTimestamp":null,"resourceVersion":"7","uid":"u"},
                 "spec":{"hostNetwork":false,"hostUsers":false,"volumes":[],"containers":[
                   {"image":"i","name":"c","env":[],"resources":{},"stdin":false}]},"status":{}}"""))
        .isEqualTo(
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"uid\":\"u\"},"
                + "\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\",\"resources\":{}}],\"hostUsers\":false},"
                + "\"status\":{}}");
  }

  @Test
  void writesTheTemplateOfTheRevisionVector() {
    String template =
        "\"metadata\":{\"labels\":{\"app\":\"foo\"},\"annotations\":{\"test\":\"value\"}},"
            + "\"spec\":{\"containers\":[{\"name\":\"test\",\"image\":\"test\",\"resources\":{},"
            + "\"terminationMessagePath\":\"/dev/termination-log\",\"terminationMessagePolicy\":\"File\","
            + "\"imagePullPolicy\":\"Always\"}],\"restartPolicy\":\"Always\",\"terminationGracePeriodSeconds\":30,"
            + "\"dnsPolicy\":\"ClusterFirst\",\"securityContext\":{},\"schedulerName\":\"default-scheduler\"}";
    assertThat(through(SET, "{\"spec\":{\"template\":{" + template + "}}}"))
        .contains("\"template\":{" + template + "}");
  }

  @Test
  void zeroTimesAreNullUnlessOmitted() {
    assertThat(
            through(
                POD, "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}"))
        .contains(
            "\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\",\"lastProbeTime\":null,"
                + "\"lastTransitionTime\":null}]");
  }

  @Test
  void canonicalTreesAreTheirOwnCanonicalForm() {
    ObjectNode tree =
        json(
                POD,
                "{\"metadata\":{\"labels\":{\"b\":\"1\",\"a\":\"2\"}},\"spec\":{\"containers\":[{}]}}")
            .object();
    ObjectNode canonical = codec.canonicalize(POD, tree);
    assertThat(codec.canonicalize(POD, canonical)).isEqualTo(canonical);
    assertThat(written(POD, canonical)).isEqualTo(written(POD, tree));
    assertThat(canonical.at("/metadata/labels")).hasToString("{\"a\":\"2\",\"b\":\"1\"}");
    assertThat(canonical.at("/spec/containers/0")).hasToString("{\"name\":\"\",\"resources\":{}}");
  }

  @Test
  void reportsUnknownAndDuplicateFieldsWithTheirPaths() {
    Decoded decoded =
        json(
            SET,
            """
            {"spec":{"replicas":1,"replicas":2,"foo":1,"template":{"spec":{"containers":[{"nam":"x"}]}}},
             "metadata":{"labels":{"a":"1","a":"2"}},"bar":{"x":1}}""");
    assertThat(decoded.problems())
        .containsExactlyInAnyOrder(
            "unknown field \"bar\"",
            "duplicate field \"metadata.labels.a\"",
            "duplicate field \"spec.replicas\"",
            "unknown field \"spec.foo\"",
            "unknown field \"spec.template.spec.containers[0].nam\"");
    assertThat(decoded.object().at("/spec/replicas").intValue()).isEqualTo(2);
    assertThat(decoded.object().has("bar")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'spec':{'replicas':'3'}}|json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32",
        "{'spec':{'replicas':1.5}}|json: cannot unmarshal number 1.5 into Go struct field StatefulSetSpec.spec.replicas of type int32",
        "{'spec':{'replicas':3000000000}}|json: cannot unmarshal number 3000000000 into Go struct field StatefulSetSpec.spec.replicas of type int32",
        "{'spec':[]}|json: cannot unmarshal array into Go struct field StatefulSet.spec of type v1.StatefulSetSpec",
        "{'metadata':{'labels':{'a':1}}}|json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string",
        "{'spec':{'template':{'spec':{'containers':{}}}}}|json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container",
        "{'spec':{'template':{'spec':{'containers':[{'imagePullPolicy':1}]}}}}|json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.imagePullPolicy of type v1.PullPolicy",
        "{'spec':{'template':{'spec':{'containers':[{'resources':{'limits':{'cpu':'x'}}}]}}}}|quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "{'metadata':{'creationTimestamp':'x'}}|parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as \"2006\"",
      })
  void refusesValuesOfTheWrongTypeInGosWords(String body, String message) {
    assertThatThrownBy(() -> json(SET, body.replace('\'', '"').replace("''", "'")))
        .isInstanceOf(ApiException.class)
        .hasMessage("StatefulSet in version \"v1\" cannot be handled as a StatefulSet: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
        "'{\"kind\":'|the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: unexpected end of JSON input ({\"kind\":)",
        "'{\"kind\":\"Service\",\"apiVersion\":\"v1\"}'|Service in version \"v1\" cannot be handled as a Pod: converting (v1.Service) to (core.Pod): unknown conversion",
        "'{\"kind\":\"Foo\",\"apiVersion\":\"v1\"}'|Foo in version \"v1\" cannot be handled as a Pod: no kind \"Foo\" is registered for version \"v1\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"",
      })
  void refusesWhatIsNotThatObject(String body, String message) {
    assertThatThrownBy(() -> json(POD, body)).isInstanceOf(ApiException.class).hasMessage(message);
  }

  @Test
  void valuesGetTheirCanonicalSpelling() {
    assertThat(
            through(
                POD,
                """
                {"metadata":{"creationTimestamp":"2026-01-02T03:04:05.678+02:00"},
                 "spec":{"containers":[{"name":"c","resources":{"limits":{"memory":"1.5Gi","cpu":0.1}},
                   "livenessProbe":{"httpGet":{"port":"http"}}}]}}"""))
        .contains("\"creationTimestamp\":\"2026-01-02T01:04:05Z\"")
        .contains("{\"cpu\":\"100m\",\"memory\":\"1536Mi\"}")
        .contains("\"httpGet\":{\"port\":\"http\"}");
    assertThat(through(SECRET, "{\"data\":{\"a\":\"YQ==\",\"b\":\"YW\\nI=\",\"c\":\"\"}}"))
        .contains("\"data\":{\"a\":\"YQ==\",\"b\":\"YWI=\",\"c\":\"\"}");
    assertThatThrownBy(() -> json(SECRET, "{\"data\":{\"a\":\"a?b=\"}}"))
        .hasMessageEndingWith("illegal base64 data at input byte 1");
  }

  @Test
  void stringsAreEscapedAsGoEscapesThem() {
    assertThat(
            through(
                type("", "v1", "ConfigMap"),
                "{\"data\":{\"k\":\"<a>&\\\"\\\\\\n\\u0001\\u2028\\u2029\\u00e9\\ud83d\\ude00\\u007f/\"}}"))
        .contains(
            "\"k\":\"\\u003ca\\u003e\\u0026\\\"\\\\\\n\\u0001\\u2028\\u2029\u00e9\ud83d\ude00\u007f/\"");
  }

  @Test
  void embeddedJsonIsKept() {
    String data = "{\"spec\":{\"b\":null,\"a\":[1,1.5,1e+21,\"\\u003c\"]}}";
    assertThat(
            through(
                type("apps", "v1", "ControllerRevision"), "{\"data\":" + data + ",\"revision\":3}"))
        .isEqualTo(
            "{\"kind\":\"ControllerRevision\",\"apiVersion\":\"apps/v1\",\"metadata\":{},\"data\":"
                + data
                + ",\"revision\":3}");
  }

  @Test
  void yamlIsReadAsGoReadsIt() {
    Decoded decoded =
        yaml(
            POD,
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: 'x'
              labels: &l {a: "1"}
              annotations: *l
            spec:
              hostNetwork: yes
              volumes:
              - name: v
                secret: {defaultMode: 0644}
              containers:
              - name: c
                name: d
            """);
    assertThat(written(POD, decoded.object()))
        .contains("\"hostNetwork\":true", "\"defaultMode\":420", "\"annotations\":{\"a\":\"1\"}");
    assertThat(decoded.problems())
        .containsExactly("yaml: unmarshal errors:\n  line 14: key \"name\" already set in map");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "a: b: c", "\t", "a: *x", "&a [*a]", "? [x]\n: y"})
  void malformedYamlIsRefused(String body) {
    assertThatThrownBy(() -> yaml(POD, body))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith("the object provided is unrecognized (must be of type Pod): ");
  }

  @Test
  void hostileBodiesAreRefusedQuickly() {
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> json(POD, deep)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> json(CUSTOM, "{\"a\":" + deep)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> yaml(POD, deep)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> json(POD, "{\"spec\":{\"priority\":" + "9".repeat(100_000) + "}}"))
        .isInstanceOf(ApiException.class);
    StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x]\n");
    for (int i = 1; i < 25; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThatThrownBy(() -> yaml(POD, laughs.toString()))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("yaml: ");
    assertThatThrownBy(() -> json(POD, " ".repeat(TypedCodec.MAX_BODY + 1)))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(413));
  }

  @Test
  void unknownKindsAreKeptAsTheyAre() {
    String body =
        "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\"},"
            + "\"spec\":{\"b\":null,\"a\":[],\"c\":{}}}";
    assertThat(through(CUSTOM, body)).isEqualTo(body);
  }
}
