package dev.ordinal.apiserver.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import dev.ordinal.apiserver.testing.TestingClient.Answer;
import dev.ordinal.storage.Revision;
import dev.ordinal.storage.Store;
import dev.ordinal.storage.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists: revisions, pages, selectors, forms. */
class ListTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  private final Store store = new MemoryStore();
  private final TestingApiServer server = TestingApiServer.start(store);
  private final TestingClient client = new TestingClient(server);

  @BeforeEach
  void fill() {
    for (int i = 0; i < 5; i++) {
      client.post(
          MAPS,
          "{\"metadata\":{\"name\":\"m" + i + "\",\"labels\":{\"odd\":\"" + (i % 2) + "\"}}}");
    }
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static List<String> names(ObjectNode list) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      names.add(item.path("metadata").path("name").asText());
    }
    return names;
  }

  private static String meta(ObjectNode list, String field) {
    return list.path("metadata").path(field).asText();
  }

  @Test
  void itemsCarryNoTypeAndTheListCarriesARevision() {
    ObjectNode list = client.get(MAPS).json();
    assertThat(list.path("kind").asText()).isEqualTo("ConfigMapList");
    assertThat(names(list)).containsExactly("m0", "m1", "m2", "m3", "m4");
    assertThat(list.path("items").get(0).has("kind")).isFalse();
    assertThat(Long.parseLong(meta(list, "resourceVersion"))).isPositive();
    assertThat(list.path("items").get(4).path("metadata").path("resourceVersion").asText())
        .isEqualTo(meta(list, "resourceVersion"));
  }

  @Test
  void pagesAreOfOneRevision() {
    ObjectNode first = client.get(MAPS + "?limit=2").json();
    assertThat(names(first)).containsExactly("m0", "m1");
    assertThat(meta(first, "remainingItemCount")).isEqualTo("3");
    client.delete(MAPS + "/m3");
    client.post(MAPS, "{\"metadata\":{\"name\":\"m9\"}}");
    ObjectNode second = client.get(MAPS + "?limit=2&continue=" + meta(first, "continue")).json();
    assertThat(names(second)).containsExactly("m2", "m3");
    assertThat(meta(second, "resourceVersion")).isEqualTo(meta(first, "resourceVersion"));
    ObjectNode third = client.get(MAPS + "?limit=2&continue=" + meta(second, "continue")).json();
    assertThat(names(third)).containsExactly("m4");
    assertThat(meta(third, "continue")).isEmpty();
  }

  @Test
  void pagesOfASelectionAreFull() {
    ObjectNode first = client.get(MAPS + "?limit=2&labelSelector=odd%3D0").json();
    assertThat(names(first)).containsExactly("m0", "m2");
    assertThat(first.path("metadata").has("remainingItemCount")).isFalse();
    ObjectNode second =
        client
            .get(MAPS + "?limit=2&labelSelector=odd%3D0&continue=" + meta(first, "continue"))
            .json();
    assertThat(names(second)).containsExactly("m4");
  }

  @Test
  void anExpiredTokenOffersAnInconsistentRest() {
    ObjectNode first = client.get(MAPS + "?limit=2").json();
    client.delete(MAPS + "/m3");
    store.compact(new Revision(store.revision().value()));
    Answer expired = client.get(MAPS + "?limit=2&continue=" + meta(first, "continue"));
    assertThat(expired.code()).isEqualTo(410);
    assertThat(expired.json().path("reason").asText()).isEqualTo("Expired");
    ObjectNode rest = client.get(MAPS + "?continue=" + meta(expired.json(), "continue")).json();
    assertThat(names(rest)).containsExactly("m2", "m4");
  }

  @Test
  void aListMayBeOfAnExactRevision() {
    String then = meta(client.get(MAPS).json(), "resourceVersion");
    client.delete(MAPS + "/m0");
    String at = "?resourceVersionMatch=Exact&resourceVersion=" + then;
    assertThat(names(client.get(MAPS + at).json())).hasSize(5);
    assertThat(names(client.get(MAPS + "?resourceVersion=" + then + "&limit=10").json()))
        .hasSize(5);
    assertThat(names(client.get(MAPS + "?resourceVersion=" + then).json())).hasSize(4);
    assertThat(
            names(
                client
                    .get(MAPS + "?resourceVersionMatch=NotOlderThan&resourceVersion=" + then)
                    .json()))
        .hasSize(4);
    store.compact(new Revision(store.revision().value()));
    assertThat(client.get(MAPS + at).code()).isEqualTo(410);
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    for (String query :
        List.of(
            "resourceVersionMatch=Exact",
            "resourceVersionMatch=Exact&resourceVersion=0",
            "resourceVersionMatch=Some&resourceVersion=5",
            "sendInitialEvents=true")) {
      Answer refused = client.get(MAPS + "?" + query);
      assertThat(refused.code()).as(query).isEqualTo(422);
      assertThat(refused.json().path("details").path("kind").asText()).isEqualTo("ListOptions");
    }
    assertThat(client.get(MAPS + "?continue=nonsense").code()).isEqualTo(400);
  }

  @Test
  void aRevisionThatIsNotReachedYetTimesOut() {
    Answer late = client.get(MAPS + "?resourceVersion=999999");
    assertThat(late.code()).isEqualTo(504);
    assertThat(late.json().path("message").asText())
        .startsWith("Too large resource version: 999999, current: ");
    assertThat(late.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void fieldSelectorsChooseAndUnknownOnesAreRefused() {
    assertThat(names(client.get(MAPS + "?fieldSelector=metadata.name%3Dm2").json()))
        .containsExactly("m2");
    Answer refused = client.get(MAPS + "?fieldSelector=data.x%3D1");
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.json().path("message").asText()).contains("data.x");
  }

  @Test
  void tablesAndMetadataAreForms() {
    String table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    ObjectNode rows = client.get(MAPS, table).json();
    assertThat(rows.path("kind").asText()).isEqualTo("Table");
    assertThat(rows.path("rows")).hasSize(5);
    assertThat(rows.path("rows").get(0).path("cells").get(0).asText()).isEqualTo("m0");
    assertThat(rows.path("rows").get(0).path("object").path("kind").asText())
        .isEqualTo("PartialObjectMetadata");
    ObjectNode bare = client.get(MAPS + "?includeObject=None", table).json();
    assertThat(bare.path("rows").get(0).path("object").isNull()).isTrue();
    ObjectNode metadata =
        client.get(MAPS, "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io").json();
    assertThat(metadata.path("kind").asText()).isEqualTo("PartialObjectMetadataList");
    assertThat(metadata.path("items").get(0).path("metadata").path("name").asText())
        .isEqualTo("m0");
    assertThat(client.get(MAPS, "application/json;as=Chart;v=v1;g=meta.k8s.io").code())
        .isEqualTo(406);
  }
}
