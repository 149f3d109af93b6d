package dev.ordinal.apiserver.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.ResourceTypeBuilder;
import dev.ordinal.apiserver.schema.JsonReader;
import dev.ordinal.apiserver.schema.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final List<ResourceType> TYPES =
      List.of(
          ResourceTypeBuilder.kind("", "v1", "Pod").plural("pods").build(),
          ResourceTypeBuilder.kind("", "v1", "Node").plural("nodes").clusterScoped().build(),
          ResourceTypeBuilder.kind("apps", "v1", "StatefulSet").plural("statefulsets").build());

  private final OpenApi openApi = new OpenApi(Schemas.builtIn(), TYPES);

  private JsonNode v3(String path) {
    return JsonReader.read(openApi.v3(path).orElseThrow().bytes());
  }

  @Test
  void theIndexLinksEachGroupVersionByItsHash() {
    JsonNode index = JsonReader.read(openApi.v3Index().bytes());
    assertThat(index.get("paths").size()).isEqualTo(2);
    String hash = openApi.v3("apis/apps/v1").orElseThrow().hash();
    assertThat(index.get("paths").get("apis/apps/v1").get("serverRelativeURL").asText())
        .isEqualTo("/openapi/v3/apis/apps/v1?hash=" + hash);
    assertThat(openApi.v3("apis/nothing/v1")).isEmpty();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (String path : List.of("api/v1", "apis/apps/v1")) {
      JsonNode document = v3(path);
      assertThat(document.findValues("$ref"))
          .isNotEmpty()
          .allSatisfy(ref -> assertThat(document.at(ref.asText().substring(1))).isNotEmpty());
    }
    JsonNode swagger = JsonReader.read(openApi.v2Json().bytes());
    assertThat(swagger.findValues("$ref"))
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(swagger.at(ref.asText().substring(1))).isNotEmpty());
  }

  @Test
  void schemasSayWhatClientsNeedToMerge() {
    JsonNode schemas = v3("apis/apps/v1").at("/components/schemas");
    JsonNode set = schemas.get("io.k8s.api.apps.v1.StatefulSet");
    assertThat(set.get("x-kubernetes-group-version-kind"))
        .hasToString("[{\"group\":\"apps\",\"kind\":\"StatefulSet\",\"version\":\"v1\"}]");
    JsonNode containers = schemas.get("io.k8s.api.core.v1.PodSpec").at("/properties/containers");
    assertThat(containers.get("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
    assertThat(containers.get("x-kubernetes-patch-strategy").asText()).isEqualTo("merge");
    assertThat(containers.get("x-kubernetes-list-type").asText()).isEqualTo("map");
    assertThat(containers.get("x-kubernetes-list-map-keys")).hasToString("[\"name\"]");
    assertThat(containers.at("/items/allOf/0/$ref").asText())
        .isEqualTo("#/components/schemas/io.k8s.api.core.v1.Container");
    JsonNode volumes = schemas.get("io.k8s.api.core.v1.PodSpec").at("/properties/volumes");
    assertThat(volumes.get("x-kubernetes-patch-strategy").asText()).isEqualTo("merge,retainKeys");
    JsonNode spec = schemas.get("io.k8s.api.apps.v1.StatefulSetSpec");
    assertThat(spec.get("required")).hasToString("[\"selector\",\"template\"]");
    assertThat(spec.at("/properties/replicas/type").asText()).isEqualTo("integer");
    assertThat(spec.at("/properties/replicas/description").asText())
        .startsWith("replicas is the desired number of replicas of the given Template.");
    assertThat(
            schemas
                .get("io.k8s.api.core.v1.EphemeralContainer")
                .at("/properties/image/description")
                .asText())
        .as("a field of an inlined struct")
        .isNotEmpty();
  }

  @Test
  void pathsTellKindsAndParameters() {
    JsonNode paths = v3("api/v1").get("paths");
    JsonNode patch = paths.at("/~1api~1v1~1namespaces~1{namespace}~1pods~1{name}/patch");
    assertThat(patch.get("x-kubernetes-group-version-kind"))
        .hasToString("{\"group\":\"\",\"kind\":\"Pod\",\"version\":\"v1\"}");
    assertThat(patch.get("parameters").findValuesAsText("name"))
        .contains("dryRun", "fieldValidation", "fieldManager", "force");
    assertThat(patch.at("/requestBody/content").has("application/strategic-merge-patch+json"))
        .as("what kubectl looks for before it merges by this document")
        .isTrue();
    assertThat(paths.at("/~1api~1v1~1nodes/get/x-kubernetes-action").asText()).isEqualTo("list");
  }

  /** Reads the message back by hand: every definition must be there with all its properties. */
  @Test
  void theProtobufFormHoldsEveryDefinition() {
    JsonNode swagger = JsonReader.read(openApi.v2Json().bytes());
    List<String> names = new ArrayList<>();
    for (byte[] definitions : fields(openApi.v2Protobuf().bytes(), 9)) {
      for (byte[] named : fields(definitions, 1)) {
        String name = new String(fields(named, 1).getFirst(), StandardCharsets.UTF_8);
        names.add(name);
        int properties = 0;
        for (byte[] all : fields(fields(named, 2).getFirst(), 25)) {
          properties += fields(all, 1).size();
        }
        assertThat(properties)
            .as(name)
            .isEqualTo(swagger.get("definitions").get(name).path("properties").size());
      }
    }
    assertThat(names).hasSameSizeAs(swagger.get("definitions")).contains("io.k8s.api.core.v1.Pod");
  }

  private static List<byte[]> fields(byte[] message, int wanted) {
    List<byte[]> found = new ArrayList<>();
    int[] at = {0};
    while (at[0] < message.length) {
      int tag = varint(message, at);
      if ((tag & 7) == 0) {
        varint(message, at);
        continue;
      }
      int length = varint(message, at);
      if (tag >> 3 == wanted) {
        found.add(java.util.Arrays.copyOfRange(message, at[0], at[0] + length));
      }
      at[0] += length;
    }
    assertThat(at[0]).isEqualTo(message.length);
    return found;
  }

  private static int varint(byte[] message, int[] at) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = message[at[0]++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
