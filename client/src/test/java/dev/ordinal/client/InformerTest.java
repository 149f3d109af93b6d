package dev.ordinal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InformerTest {
  private FakeServer server;
  private KubeClient client;
  private Informer<ConfigMap> informer;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    client = new KubeClient(server.config(), "test");
    informer = new Informer<>(client, Kinds.CONFIG_MAPS);
    informer.index("value", map -> List.of(map.getData().get("value")));
    informer.handler(
        (before, now) -> {
          if (now != null) {
            heard.add((before == null ? "+" : "~") + now.getMetadata().getName());
          } else if (before != null) {
            heard.add("-" + before.getMetadata().getName());
          }
        });
  }

  @AfterEach
  void stop() {
    informer.close();
    client.close();
    server.close();
  }

  @Test
  void listsThenFollows() throws InterruptedException {
    server.put("a", "1");
    informer.start();
    assertThat(informer.awaitSync(Duration.ofSeconds(20))).isTrue();
    server.put("b", "1");
    server.put("a", "2");
    server.delete("b");
    Await.until(() -> informer.revision() == 104);
    Await.until(() -> heard.size() == 4);
    assertThat(heard).containsExactly("+a", "+b", "~a", "-b");
    assertThat(informer.get("ns", "a")).isPresent();
    assertThat(informer.get("ns", "b")).isEmpty();
    assertThat(informer.byIndex("value", "2")).hasSize(1);
    assertThat(informer.byIndex("value", "1")).isEmpty();
    assertThat(informer.list("ns")).hasSize(1);
    assertThat(informer.list("other")).isEmpty();
  }

  @Test
  void resumesABrokenWatchWithoutListing() throws InterruptedException {
    server.put("a", "1");
    informer.start();
    informer.awaitSync(Duration.ofSeconds(20));
    server.put("b", "1");
    Await.until(() -> informer.revision() == 102);
    server.hangUp();
    server.put("c", "1");
    Await.until(() -> informer.get("ns", "c").isPresent());
    assertThat(server.requests.stream().filter(r -> !r.contains("watch"))).hasSize(1);
    assertThat(server.requests.getLast()).contains("resourceVersion=102");
    assertThat(heard).containsExactly("+a", "+b", "+c");
  }

  @Test
  void listsAgainWhenTheHistoryIsGone() throws InterruptedException {
    server.put("a", "1");
    server.put("b", "1");
    informer.start();
    informer.awaitSync(Duration.ofSeconds(20));
    Await.until(() -> server.requests.size() == 2);
    server.putUnseen("c", "1");
    server.deleteUnseen("a");
    server.expireNextWatch = true;
    server.hangUp();
    Await.until(() -> informer.revision() == 104);
    Await.until(() -> heard.size() == 4);
    assertThat(heard).containsExactlyInAnyOrder("+a", "+b", "+c", "-a");
    assertThat(informer.list()).hasSize(2);
  }

  @Test
  void waitsForAServerThatIsNotThere() throws InterruptedException {
    server.close();
    informer.start();
    assertThat(informer.awaitSync(Duration.ofMillis(200))).isFalse();
  }
}
