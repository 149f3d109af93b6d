package dev.ordinal.nodeagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.client.Json;
import dev.ordinal.nodeagent.pod.PodView;
import dev.ordinal.nodeagent.runtime.ContainerId;
import dev.ordinal.nodeagent.runtime.LogReader;
import dev.ordinal.nodeagent.testing.FakePodRuntime;
import dev.ordinal.nodeagent.testing.TestPki;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeletServerTest {

  @TempDir Path directory;
  private final FakePodRuntime runtime = new FakePodRuntime();
  private TestPki pki;
  private KubeletServer server;
  private SSLContext admin;

  @BeforeEach
  void start() throws Exception {
    pki = new TestPki();
    pki.write(pki.identity("CN=system:node:node-1"), directory, "server");
    pki.writeAuthority(directory);
    admin = pki.client(pki.identity("O=system:masters,CN=kubernetes-admin"));
    server =
        new KubeletServer(
            new KubeletServerConfig(
                0,
                directory.resolve("server.crt"),
                directory.resolve("server.key"),
                directory.resolve("ca.crt")),
            new OnePod(),
            runtime,
            () -> "# nothing\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A node with the pod {@code default/a}, whose container {@code web} runs. */
  private static final class OnePod implements KubeletServer.Subject {
    private static final Pod POD =
        new PodBuilder()
            .withNewMetadata()
            .withName("a")
            .withNamespace("default")
            .withUid("u")
            .endMetadata()
            .build();

    @Override
    public Optional<PodView> pod(String namespace, String name) {
      return pods().stream()
          .filter(pod -> namespace.equals("default") && name.equals("a"))
          .findFirst();
    }

    @Override
    public List<PodView> pods() {
      var web =
          new PodView.Runs(
              Optional.of(new ContainerId("u", "web", 0)), Optional.empty(), true, true, false, "");
      var idle =
          new PodView.Runs(
              Optional.empty(), Optional.empty(), false, false, false, "ContainerCreating");
      return List.of(new PodView(POD, Map.of("web", web, "idle", idle), false));
    }

    @Override
    public Optional<Node> node() {
      return Optional.empty();
    }
  }

  private HttpResponse<String> get(SSLContext context, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
      return client.send(
          HttpRequest.newBuilder(uri("https", path)).build(), BodyHandlers.ofString());
    }
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.address().getPort() + path);
  }

  private ChannelClient connect(String path, String protocol) throws Exception {
    return ChannelClient.connect(admin, uri("wss", path), protocol);
  }

  @Test
  void onlyTheApiServerAndAdministratorsAreServed() throws Exception {
    assertThat(get(admin, "/healthz").body()).isEqualTo("ok");
    SSLContext apiServer = pki.client(pki.identity("O=nobody,CN=kube-apiserver-kubelet-client"));
    assertThat(get(apiServer, "/healthz").statusCode()).isEqualTo(200);
    SSLContext node = pki.client(pki.identity("O=system:nodes,CN=system:node:node-2"));
    assertThat(get(node, "/pods").statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> get(pki.anonymous(), "/healthz")).isInstanceOf(IOException.class);
  }

  @Test
  void podsAreListed() throws Exception {
    assertThat(
            Json.parse(get(admin, "/pods").body())
                .path("items")
                .path(0)
                .path("metadata")
                .path("name")
                .asText())
        .isEqualTo("a");
    assertThat(get(admin, "/nothing").statusCode()).isEqualTo(404);
    assertThat(get(admin, "/exec/default/a/web?command=true").statusCode()).isEqualTo(400);
  }

  private void log(String time, boolean stderr, String text) {
    runtime.logLines.add(
        new LogReader.Line(Instant.parse(time), stderr, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void logsAreCutAsAsked() throws Exception {
    log("2026-01-01T00:00:01Z", false, "one\n");
    log("2026-01-01T00:00:02Z", true, "two\n");
    log("2026-01-01T00:00:03.5Z", false, "three\n");
    String base = "/containerLogs/default/a/web";
    assertThat(get(admin, base).body()).isEqualTo("one\ntwo\nthree\n");
    assertThat(get(admin, base + "?tailLines=2").body()).isEqualTo("two\nthree\n");
    assertThat(get(admin, base + "?tailLines=0").body()).isEmpty();
    assertThat(get(admin, base + "?sinceTime=2026-01-01T00:00:02Z").body())
        .isEqualTo("two\nthree\n");
    assertThat(get(admin, base + "?limitBytes=5").body()).isEqualTo("one\nt");
    assertThat(get(admin, base + "?tailLines=1&timestamps=true").body())
        .isEqualTo("2026-01-01T00:00:03.500000000Z three\n");
    assertThat(get(admin, base + "?stream=Stderr").body()).isEqualTo("two\n");
    assertThat(get(admin, base + "?tailLines=x").statusCode()).isEqualTo(400);
    assertThat(get(admin, base + "?previous=true").body())
        .isEqualTo("previous terminated container \"web\" in pod \"a\" not found");
    assertThat(get(admin, "/containerLogs/default/a/idle").body())
        .isEqualTo("container \"idle\" in pod \"a\" is waiting to start: ContainerCreating");
  }

  @Test
  void aFollowedLogShowsEachLineAtOnce() throws Exception {
    log("2026-01-01T00:00:01Z", false, "one\n");
    try (HttpClient client = HttpClient.newBuilder().sslContext(admin).build()) {
      var response =
          client.send(
              HttpRequest.newBuilder(uri("https", "/containerLogs/default/a/web?follow=true"))
                  .build(),
              BodyHandlers.ofInputStream());
      try (var reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        assertThat(reader.readLine()).isEqualTo("one");
        log("2026-01-01T00:00:02Z", false, "two\n");
        assertThat(reader.readLine()).isEqualTo("two");
      }
    }
  }

  private static String exec(String... command) {
    StringBuilder query = new StringBuilder("/exec/default/a/web?output=1&error=1&input=1");
    for (String word : command) {
      query.append("&command=").append(java.net.URLEncoder.encode(word, StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  @Test
  void aCommandsOutputAndExitCodeComeBack() throws Exception {
    try (ChannelClient client =
        connect(exec("sh", "-c", "echo out; echo err >&2; exit 3"), "v5.channel.k8s.io")) {
      client.awaitEnd();
      assertThat(client.text(1)).isEqualTo("out\n");
      assertThat(client.text(2)).isEqualTo("err\n");
      assertThat(
              Json.parse(client.text(3))
                  .path("details")
                  .path("causes")
                  .path(0)
                  .path("message")
                  .asText())
          .isEqualTo("3");
      assertThat(client.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void halfCloseEndsStdin() throws Exception {
    try (ChannelClient client =
        connect(exec("sh", "-c", "wc -c; echo done"), "v5.channel.k8s.io")) {
      client.send(0, "hello".getBytes(StandardCharsets.UTF_8));
      client.send(255, new byte[] {0});
      client.awaitEnd();
      assertThat(client.text(1)).contains("5").contains("done");
      assertThat(client.text(3)).contains("\"Success\"");
    }
  }

  @Test
  void muchOutputArrivesWhole() throws Exception {
    try (ChannelClient client =
        connect(exec("sh", "-c", "head -c 5000000 /dev/zero"), "v4.channel.k8s.io")) {
      client.awaitEnd();
      assertThat(client.bytes(1)).hasSize(5_000_000);
    }
  }

  @Test
  void portsAreForwardedOverNumberedChannels() throws Exception {
    try (var echo = new EchoServer();
        ChannelClient client =
            connect("/portForward/default/a?ports=" + echo.port(), "v4.channel.k8s.io")) {
      client.send(0, "ping".getBytes(StandardCharsets.UTF_8));
      client.awaitBytes(0, 6);
      byte[] data = client.bytes(0);
      assertThat((data[0] & 0xff) | ((data[1] & 0xff) << 8)).isEqualTo(echo.port());
      assertThat(new String(data, 2, 4, StandardCharsets.UTF_8)).isEqualTo("ping");
    }
  }
}
