package dev.ordinal.apiserver.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches, row by row as clients rely on them. */
@Timeout(60)
class WatchTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String LIST =
      "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
          + "&allowWatchBookmarks=true";

  private final TestingApiServer server = TestingApiServer.start();
  private final TestingClient client = new TestingClient(server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void create(String name, String label) {
    client.post(
        MAPS, "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"a\":\"" + label + "\"}}}");
  }

  private String revision() {
    return client.get(MAPS).json().path("metadata").path("resourceVersion").asText();
  }

  private static String version(ObjectNode event) {
    return event.path("object").path("metadata").path("resourceVersion").asText();
  }

  private static ObjectNode next(TestingClient.Watch watch) {
    return Objects.requireNonNull(watch.next());
  }

  @Test
  void withoutARevisionWhatIsThereComesFirst() {
    create("one", "x");
    try (TestingClient.Watch watch = client.watch(MAPS + "?watch=true")) {
      assertThat(watch.nextName()).isEqualTo("ADDED one");
      create("two", "x");
      assertThat(watch.nextName()).isEqualTo("ADDED two");
    }
  }

  @Test
  void fromARevisionOnlyWhatComesAfter() {
    create("one", "x");
    String revision = revision();
    create("two", "x");
    client.patch(MAPS + "/one", "merge", "{\"data\":{\"k\":\"v\"}}");
    client.delete(MAPS + "/two");
    try (TestingClient.Watch watch =
        client.watch(MAPS + "?watch=true&resourceVersion=" + revision)) {
      assertThat(watch.nextName()).isEqualTo("ADDED two");
      assertThat(watch.nextName()).isEqualTo("MODIFIED one");
      ObjectNode deleted = next(watch);
      assertThat(deleted.path("type").asText()).isEqualTo("DELETED");
      assertThat(deleted.path("object").path("kind").asText()).isEqualTo("ConfigMap");
      assertThat(version(deleted)).as("the revision of the deletion").isEqualTo(revision());
    }
  }

  @Test
  void initialEventsEndWithABookmark() {
    create("one", "x");
    try (TestingClient.Watch watch = client.watch(MAPS + LIST)) {
      assertThat(watch.nextName()).isEqualTo("ADDED one");
      ObjectNode bookmark = next(watch);
      assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
      assertThat(
              bookmark
                  .path("object")
                  .path("metadata")
                  .path("annotations")
                  .path("k8s.io/initial-events-end")
                  .asText())
          .isEqualTo("true");
      assertThat(version(bookmark)).isEqualTo(revision());
      create("two", "x");
      assertThat(watch.nextName()).isEqualTo("ADDED two");
    }
  }

  @Test
  void initialEventsOfNothingEndAtOnce() {
    try (TestingClient.Watch watch =
        client.watch(MAPS + LIST + "&fieldSelector=metadata.name%3Dnone")) {
      assertThat(next(watch).path("type").asText()).isEqualTo("BOOKMARK");
    }
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    for (String query : List.of("sendInitialEvents=true", "resourceVersionMatch=NotOlderThan")) {
      assertThat(client.get(MAPS + "?watch=true&" + query).code()).as(query).isEqualTo(422);
    }
  }

  @Test
  void enteringAndLeavingASelectionIsAddedAndDeleted() {
    create("one", "x");
    try (TestingClient.Watch watch =
        client.watch(MAPS + "?watch=true&labelSelector=a%3Dy&resourceVersion=" + revision())) {
      client.patch(MAPS + "/one", "merge", "{\"metadata\":{\"labels\":{\"a\":\"y\"}}}");
      assertThat(watch.nextName()).isEqualTo("ADDED one");
      client.patch(MAPS + "/one", "merge", "{\"data\":{\"k\":\"v\"}}");
      assertThat(watch.nextName()).isEqualTo("MODIFIED one");
      client.patch(MAPS + "/one", "merge", "{\"metadata\":{\"labels\":{\"a\":\"z\"}}}");
      ObjectNode left = next(watch);
      assertThat(left.path("type").asText()).isEqualTo("DELETED");
      assertThat(left.path("object").path("metadata").path("labels").path("a").asText())
          .as("the object as it was inside")
          .isEqualTo("y");
      assertThat(version(left)).isEqualTo(revision());
    }
  }

  @Test
  void timeoutEndsWithABookmarkWhereWanted() {
    try (TestingClient.Watch watch =
        client.watch(
            MAPS
                + "?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion="
                + revision())) {
      assertThat(next(watch).path("type").asText()).isEqualTo("BOOKMARK");
      assertThat(watch.next()).isNull();
    }
  }

  @Test
  void aRevisionBeforeTheHistoryIsExpired() {
    TestingClient.Answer old = client.get(MAPS + "?watch=true&resourceVersion=1");
    if (old.code() == 410) {
      assertThat(old.json().path("reason").asText()).isEqualTo("Expired");
      assertThat(old.json().path("message").asText()).startsWith("too old resource version: 1 (");
    }
  }

  @Test
  void rowsOfATableAreWatchedToo() {
    create("one", "x");
    String accept = "application/json;as=Table;v=v1;g=meta.k8s.io";
    TestingClient.Answer rows = client.get(MAPS + "?watch=true&timeoutSeconds=1", accept);
    assertThat(rows.body().lines().findFirst().orElse(""))
        .contains("\"type\":\"ADDED\"")
        .contains("\"kind\":\"Table\"")
        .contains("\"cells\":[\"one\"");
  }

  @Test
  void aSingleObjectIsWatchedByItsPath() {
    create("one", "x");
    create("two", "x");
    try (TestingClient.Watch watch = client.watch(MAPS + "/two?watch=true")) {
      assertThat(watch.nextName()).isEqualTo("ADDED two");
    }
  }

  @Test
  void manyWatchersAllSeeEverythingInOrder() throws Exception {
    int watchers = 100;
    int objects = 50;
    String revision = revision();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> seen = new ArrayList<>();
      for (int i = 0; i < watchers; i++) {
        TestingClient.Watch watch = client.watch(MAPS + "?watch=true&resourceVersion=" + revision);
        Callable<List<String>> reader =
            () -> {
              List<String> names = new ArrayList<>();
              while (names.size() < objects) {
                names.add(watch.nextName());
              }
              watch.close();
              return names;
            };
        seen.add(threads.submit(reader));
      }
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < objects; i++) {
        create("m" + i, "x");
        expected.add("ADDED m" + i);
      }
      for (Future<List<String>> one : seen) {
        assertThat(one.get()).isEqualTo(expected);
      }
    }
  }
}
