package dev.ordinal.controller.statefulset;

import static dev.ordinal.controller.testing.TestCluster.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.ApiFailure;
import dev.ordinal.client.DeleteOptions;
import dev.ordinal.client.Json;
import dev.ordinal.client.Kinds;
import dev.ordinal.client.KubeClient;
import dev.ordinal.client.ListOptions;
import dev.ordinal.client.Metadata;
import dev.ordinal.client.PatchType;
import dev.ordinal.controller.testing.TestCluster;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whole lives of sets over the real API server; the test plays the node agents. */
@TestInstance(Lifecycle.PER_CLASS)
class StatefulSetLifeTest {
  private TestCluster cluster;
  private KubeClient client;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException, GeneralSecurityException {
    cluster = new TestCluster(directory);
    client = cluster.client();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void comesUpInOrderRollsBackAndForthScalesAndGoes() throws InterruptedException {
    String ns = cluster.namespace("life");
    create(ns, 3, spec -> {});
    bringUp(ns, 0, 1, 2);
    until(() -> ready(ns) == 3);
    assertThat(claims(ns)).containsExactly("data-web-0", "data-web-1", "data-web-2");
    String first = revision(ns, "currentRevision");

    image(ns, "nginx:2");
    for (int ordinal : new int[] {2, 1, 0}) {
      until(() -> !podRevision(ns, ordinal).equals(first));
      for (int lower = 0; lower < ordinal; lower++) {
        assertThat(podRevision(ns, lower)).as("not before %d is ready", ordinal).isEqualTo(first);
      }
      cluster.ready(ns, "web-" + ordinal, true);
    }
    until(() -> !revision(ns, "currentRevision").equals(first) && ready(ns) == 3);
    String second = revision(ns, "currentRevision");

    image(ns, "nginx:1");
    for (int ordinal : new int[] {2, 1, 0}) {
      until(() -> podRevision(ns, ordinal).equals(first));
      cluster.ready(ns, "web-" + ordinal, true);
    }
    until(() -> revision(ns, "currentRevision").equals(first) && ready(ns) == 3);
    assertThat(revisions(ns))
        .extracting(r -> Metadata.of(r).name())
        .contains(first, second)
        .hasSize(2);
    assertThat(revisions(ns))
        .filteredOn(r -> Metadata.of(r).name().equals(first))
        .allMatch(r -> r.path("revision").asInt() == 3);

    scale(ns, 5);
    bringUp(ns, 3, 4);
    until(() -> ready(ns) == 5);
    scale(ns, 2);
    until(() -> pods(ns).size() == 2 && ready(ns) == 2);
    assertThat(claims(ns)).hasSize(5);

    client.delete(Kinds.STATEFUL_SETS, ns, "web", DeleteOptions.defaults());
    until(() -> pods(ns).isEmpty() && revisions(ns).isEmpty());
    assertThat(claims(ns)).hasSize(5);
    assertThat(messages(ns))
        .contains(
            "create Claim data-web-0 Pod web-0 in StatefulSet web success",
            "create Pod web-0 in StatefulSet web successful",
            "delete Pod web-4 in StatefulSet web successful");
  }

  @Test
  void aDeletedPodComesBackAndARestartOfTheControllersChangesNothing() throws InterruptedException {
    String ns = cluster.namespace("back");
    create(ns, 2, spec -> {});
    bringUp(ns, 0, 1);
    until(() -> ready(ns) == 2);
    String before = uid(ns, 1);
    cluster.restartControllers();
    client.delete(Kinds.PODS, ns, "web-0", DeleteOptions.defaults().withGracePeriod(0));
    until(() -> client.find(Kinds.PODS, ns, "web-0").isPresent());
    bringUp(ns, 0);
    until(() -> ready(ns) == 2);
    assertThat(uid(ns, 1)).isEqualTo(before);
    assertThat(revisions(ns)).hasSize(1);
  }

  @Test
  void aPodThatWillNotGoKeepsItsName() throws InterruptedException {
    String ns = cluster.namespace("stuck");
    create(ns, 1, spec -> {});
    bringUp(ns, 0);
    until(() -> ready(ns) == 1);
    String before = uid(ns, 0);
    JsonNode held = Json.parse("{\"metadata\":{\"finalizers\":[\"example.com/held\"]}}");
    client.patch(Kinds.PODS, ns, "web-0", PatchType.MERGE, held);
    client.delete(Kinds.PODS, ns, "web-0", DeleteOptions.defaults().withGracePeriod(0));
    // The set has seen the deletion when it no longer counts the pod as current.
    until(() -> status(ns).path("currentReplicas").asInt() == 0);
    assertThat(uid(ns, 0)).isEqualTo(before);
    JsonNode free = Json.parse("{\"metadata\":{\"finalizers\":null}}");
    client.patch(Kinds.PODS, ns, "web-0", PatchType.MERGE, free);
    until(() -> client.find(Kinds.PODS, ns, "web-0").isPresent() && !uid(ns, 0).equals(before));
  }

  @Test
  void aFailedPodIsReplaced() throws InterruptedException {
    String ns = cluster.namespace("failed");
    create(ns, 1, spec -> {});
    bringUp(ns, 0);
    String before = uid(ns, 0);
    cluster.status(ns, "web-0", Json.object().put("phase", "Failed"));
    until(() -> client.find(Kinds.PODS, ns, "web-0").isPresent() && !uid(ns, 0).equals(before));
  }

  @Test
  void parallelWithClaimsThatFollow() throws InterruptedException {
    String ns = cluster.namespace("parallel");
    create(
        ns,
        3,
        spec -> {
          spec.put("podManagementPolicy", "Parallel");
          spec.putObject("persistentVolumeClaimRetentionPolicy")
              .put("whenScaled", "Delete")
              .put("whenDeleted", "Delete");
        });
    until(() -> pods(ns).size() == 3 && claims(ns).size() == 3);
    scale(ns, 1);
    until(() -> pods(ns).size() == 1 && claims(ns).size() == 1);
    client.delete(
        Kinds.STATEFUL_SETS, ns, "web", DeleteOptions.defaults().withPropagation("Foreground"));
    until(() -> client.find(Kinds.STATEFUL_SETS, ns, "web").isEmpty());
    assertThat(pods(ns)).isEmpty();
    until(() -> claims(ns).isEmpty());
  }

  @Test
  void orphansAreAdoptedByTheNextSetOfThatName() throws InterruptedException {
    String ns = cluster.namespace("orphans");
    create(ns, 2, spec -> {});
    bringUp(ns, 0, 1);
    until(() -> ready(ns) == 2);
    String before = uid(ns, 1);
    client.delete(
        Kinds.STATEFUL_SETS, ns, "web", DeleteOptions.defaults().withPropagation("Orphan"));
    until(() -> client.find(Kinds.STATEFUL_SETS, ns, "web").isEmpty());
    assertThat(pods(ns)).hasSize(2).allMatch(p -> p.getMetadata().getOwnerReferences().isEmpty());
    create(ns, 2, spec -> {});
    until(() -> ready(ns) == 2);
    assertThat(uid(ns, 1)).isEqualTo(before);
    assertThat(pods(ns)).noneMatch(p -> p.getMetadata().getOwnerReferences().isEmpty());
    assertThat(revisions(ns)).hasSize(1);
  }

  private void create(String ns, int replicas, Consumer<ObjectNode> change) {
    ObjectNode set =
        (ObjectNode)
            Json.parse(
                """
                {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"web"},
                 "spec":{"serviceName":"svc","selector":{"matchLabels":{"app":"web"}},
                   "template":{"metadata":{"labels":{"app":"web"}},
                     "spec":{"containers":[{"name":"c","image":"nginx:1",
                       "volumeMounts":[{"name":"data","mountPath":"/data"}]}]}},
                   "volumeClaimTemplates":[{"metadata":{"name":"data"},
                     "spec":{"accessModes":["ReadWriteOnce"],
                       "resources":{"requests":{"storage":"1Gi"}}}}]}}
                """);
    change.accept(set.withObject("/spec").put("replicas", replicas));
    client.create(Kinds.STATEFUL_SETS.raw(), ns, set);
  }

  /** Each pod appears only when those before it are ready. */
  private void bringUp(String ns, int... ordinals) throws InterruptedException {
    for (int ordinal : ordinals) {
      until(() -> client.find(Kinds.PODS, ns, "web-" + ordinal).isPresent());
      int next = ordinal + 1;
      if (ordinal < ordinals[ordinals.length - 1]) {
        assertThat(client.find(Kinds.PODS, ns, "web-" + next)).isEmpty();
      }
      cluster.ready(ns, "web-" + ordinal, true);
    }
  }

  private void image(String ns, String image) {
    JsonNode patch =
        Json.parse(
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"%s\"}]}}}}"
                .formatted(image));
    client.patch(Kinds.STATEFUL_SETS, ns, "web", PatchType.STRATEGIC, patch);
  }

  private void scale(String ns, int replicas) {
    JsonNode patch = Json.parse("{\"spec\":{\"replicas\":%d}}".formatted(replicas));
    client.patch(Kinds.STATEFUL_SETS, ns, "web", PatchType.MERGE, patch);
  }

  private JsonNode status(String ns) {
    return client.get(Kinds.STATEFUL_SETS.raw(), ns, "web").path("status");
  }

  private int ready(String ns) {
    ObjectNode set = client.get(Kinds.STATEFUL_SETS.raw(), ns, "web");
    boolean seen =
        set.at("/status/observedGeneration").asLong() == set.at("/metadata/generation").asLong();
    return seen ? set.at("/status/readyReplicas").asInt() : -1;
  }

  private String revision(String ns, String field) {
    return status(ns).path(field).asText();
  }

  private String podRevision(String ns, int ordinal) {
    Pod pod = client.get(Kinds.PODS, ns, "web-" + ordinal);
    return PodState.revision(pod);
  }

  private String uid(String ns, int ordinal) {
    try {
      return client.get(Kinds.PODS, ns, "web-" + ordinal).getMetadata().getUid();
    } catch (ApiFailure e) {
      return "";
    }
  }

  private List<Pod> pods(String ns) {
    return client.list(Kinds.PODS, ns, ListOptions.all()).items();
  }

  private List<ObjectNode> revisions(String ns) {
    return client.list(Kinds.CONTROLLER_REVISIONS.raw(), ns, ListOptions.all()).items();
  }

  private List<String> claims(String ns) {
    return client.list(Kinds.CLAIMS, ns, ListOptions.all()).items().stream()
        .map(claim -> claim.getMetadata().getName())
        .sorted()
        .toList();
  }

  private List<String> messages(String ns) {
    return client.list(Kinds.EVENTS, ns, ListOptions.all()).items().stream()
        .map(Event::getMessage)
        .toList();
  }
}
