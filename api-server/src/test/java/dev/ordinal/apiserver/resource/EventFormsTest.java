package dev.ordinal.apiserver.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.CacheFeeder;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.FeatureGates;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.kind.registry.KindRegistry;
import dev.ordinal.apiserver.schema.Schemas;
import dev.ordinal.apiserver.schema.TypedCodec;
import dev.ordinal.storage.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event is one object, whichever of its two groups it is written and read by. */
class EventFormsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final KindRegistry KINDS = KindRegistry.builtIn(FeatureGates.defaults());
  private static final ResourceType CORE = KINDS.find("", "v1", "events").orElseThrow();
  private static final ResourceType NEWER =
      KINDS.find("events.k8s.io", "v1", "events").orElseThrow();

  private final MemoryStore store = new MemoryStore();
  private final CacheFeeder feeder = new CacheFeeder(store);
  private final ResourceStore resources =
      new ResourceStore(store, feeder, new TypedCodec(Schemas.builtIn()));

  @BeforeEach
  void follow() {
    feeder.start();
  }

  @AfterEach
  void close() {
    feeder.close();
    store.close();
  }

  @Test
  void writtenByTheNewerGroup() throws Exception {
    // Both caches are there before the write, so both are fed by the watch.
    resources.fresh(CORE);
    resources.fresh(NEWER);
    write(
        NEWER,
        """
        {"kind":"Event","apiVersion":"events.k8s.io/v1",
         "metadata":{"name":"e","namespace":"default"},"eventTime":"2026-01-01T00:00:00.000000Z",
         "reportingController":"c","reportingInstance":"c-1","action":"Doing","reason":"Done",
         "regarding":{"kind":"Pod","namespace":"default","name":"p"},"note":"all well","type":"Normal"}
        """);

    ObjectNode core = resources.trees(CORE, "default").getFirst();
    assertThat(core.path("apiVersion").asText()).isEqualTo("v1");
    assertThat(core.path("involvedObject").path("name").asText()).isEqualTo("p");
    assertThat(core.path("message").asText()).isEqualTo("all well");
    assertThat(core.path("reportingComponent").asText()).isEqualTo("c");
    assertThat(core.has("regarding")).isFalse();

    ObjectNode newer = resources.trees(NEWER, "default").getFirst();
    assertThat(newer.path("apiVersion").asText()).isEqualTo("events.k8s.io/v1");
    assertThat(newer.path("regarding").path("name").asText()).isEqualTo("p");
    assertThat(newer.path("note").asText()).isEqualTo("all well");
    assertThat(newer.has("involvedObject")).isFalse();
  }

  @Test
  void writtenByTheCoreGroup() throws Exception {
    write(
        CORE,
        """
        {"kind":"Event","apiVersion":"v1","metadata":{"name":"e","namespace":"default"},
         "involvedObject":{"kind":"Pod","namespace":"default","name":"p"},"reason":"Started",
         "message":"Started container c","source":{"component":"kubelet","host":"n1"},
         "firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:00:00Z",
         "count":2,"type":"Normal","eventTime":null,"reportingComponent":"","reportingInstance":""}
        """);

    ObjectNode newer = resources.trees(NEWER, "default").getFirst();
    assertThat(newer.path("deprecatedSource").path("host").asText()).isEqualTo("n1");
    assertThat(newer.path("deprecatedCount").asInt()).isEqualTo(2);
    assertThat(newer.path("note").asText()).isEqualTo("Started container c");
    assertThat(cells(NEWER, newer)).isEqualTo(cells(CORE, resources.trees(CORE, "").getFirst()));
    assertThat(cells(NEWER, newer))
        .startsWith("5s", "Normal", "Started", "pod/p", "", "kubelet, n1", "Started container c");
  }

  private static List<String> cells(ResourceType type, ObjectNode event) {
    Instant now = Instant.parse("2026-01-01T00:00:05Z");
    return type.columns().stream()
        .map(Column::cell)
        .map(c -> c.apply(event, now).asText())
        .toList();
  }

  private void write(ResourceType type, String json) throws Exception {
    ObjectNode event = (ObjectNode) MAPPER.readTree(json);
    assertThat(resources.create(type, resources.encode(type, event, 0)))
        .isInstanceOf(ResourceStore.Outcome.Written.class);
  }
}
