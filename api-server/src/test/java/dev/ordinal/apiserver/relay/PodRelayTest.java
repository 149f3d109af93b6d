package dev.ordinal.apiserver.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.apiserver.testing.TestingApiServer;
import dev.ordinal.apiserver.testing.TestingClient;
import dev.ordinal.apiserver.testing.TestingClient.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Relaying to a node agent that is a bare TLS socket, so that every byte is seen. */
@Timeout(60)
class PodRelayTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  private final TestingApiServer server = TestingApiServer.start();
  private final TestingClient client = new TestingClient(server);
  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private volatile String answer = "";
  private final SSLServerSocket agent = listen();

  private SSLServerSocket listen() {
    SSLContext context = server.pki().context(server.pki().server("agent", "CN=system:node:n1"));
    try {
      SSLServerSocket socket =
          (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
      socket.setNeedClientAuth(true);
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept(SSLServerSocket listener) {
    while (!listener.isClosed()) {
      try (SSLSocket socket = (SSLSocket) listener.accept()) {
        heads.add(head(socket.getInputStream()));
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (answer.startsWith("HTTP/1.1 101")) {
          echo(socket.getInputStream(), out);
        }
      } catch (IOException _) {
        // The listener was closed, or the relay hung up: both end this connection only.
      }
    }
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    int b;
    while ((b = in.read()) >= 0 && b != '!') {
      out.write(Character.toUpperCase(b));
      out.flush();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no head");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @BeforeEach
  void makeAPodOnANode() {
    client.post(
        "/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
    client.post("/api/v1/nodes", "{\"metadata\":{\"name\":\"n1\"}}");
    Answer status =
        client.patch(
            "/api/v1/nodes/n1/status",
            "merge",
            "{\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"172.30.0.1\"},"
                + "{\"type\":\"Hostname\",\"address\":\"127.0.0.1\"}],\"daemonEndpoints\":"
                + "{\"kubeletEndpoint\":{\"Port\":"
                + agent.getLocalPort()
                + "}}}}");
    assertThat(status.code()).as(status.body()).isEqualTo(200);
    pod("one", "\"nodeName\":\"n1\",", "{\"name\":\"c\",\"image\":\"i\"}");
    pod(
        "two",
        "\"nodeName\":\"n1\",",
        "{\"name\":\"a\",\"image\":\"i\"},{\"name\":\"b\",\"image\":\"i\"}");
    pod("homeless", "", "{\"name\":\"c\",\"image\":\"i\"}");
  }

  private void pod(String name, String node, String containers) {
    Answer created =
        client.post(
            PODS,
            "{\"metadata\":{\"name\":\""
                + name
                + "\"},\"spec\":{"
                + node
                + "\"containers\":["
                + containers
                + "]}}");
    assertThat(created.code()).as(created.body()).isEqualTo(201);
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    client.close();
    server.close();
  }

  private String nextHead() {
    try {
      return Objects.requireNonNull(heads.poll(10, TimeUnit.SECONDS), "the agent was not asked");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void logsAreStreamedAndCredentialsStayHere() {
    answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n";
    Answer log =
        client.send(
            client
                .request(PODS + "/one/log?tailLines=5&follow=true")
                .header("Authorization", "Basic c2VjcmV0")
                .build());
    assertThat(log.code()).isEqualTo(200);
    assertThat(log.body()).isEqualTo("hello world");
    assertThat(nextHead())
        .startsWith("GET /containerLogs/default/one/c?follow=true&tailLines=5 HTTP/1.1\r\n")
        .doesNotContainIgnoringCase("authorization");
  }

  @Test
  void podsAreCheckedBeforeTheAgentIsAsked() {
    assertThat(client.get(PODS + "/two/log").json().path("message").asText())
        .isEqualTo("a container name must be specified for pod two, choose one of: [a b]");
    assertThat(client.get(PODS + "/two/log?container=x").json().path("message").asText())
        .isEqualTo("container x is not valid for pod two");
    assertThat(client.get(PODS + "/homeless/log").body()).isEmpty();
    Answer homeless = client.post(PODS + "/homeless/exec?command=x&stdout=true", "");
    assertThat(homeless.json().path("message").asText())
        .isEqualTo("pod homeless does not have a host assigned");
    Answer plain = client.post(PODS + "/one/exec?command=x&stdout=true", "");
    assertThat(plain.code()).isEqualTo(400);
    assertThat(plain.json().path("message").asText()).isEqualTo("Upgrade request required");
    assertThat(client.get(PODS + "/none/log").code()).isEqualTo(404);
    assertThat(heads).isEmpty();
  }

  @Test
  void refusalsAreToldAsAStatusAndRedirectsAreNotFollowed() {
    answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 4\r\n\r\nnope";
    Answer refused = client.get(PODS + "/one/log");
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.json().path("kind").asText()).isEqualTo("Status");
    assertThat(refused.json().path("reason").asText()).isEqualTo("BadRequest");
    assertThat(refused.json().path("message").asText()).isEqualTo("nope");
    answer = "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    assertThat(client.get(PODS + "/one/log").code()).isEqualTo(500);
  }

  @Test
  void anUpgradeIsSplicedByteForByte() throws IOException {
    answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\nConnection: Upgrade\r\n\r\nhi";
    SSLContext context =
        server.pki().context(server.pki().client("raw", "O=system:masters,CN=admin"));
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + PODS
                  + "/one/exec?command=ls&command=-l%20a&stdin=true&stdout=1&tty=false HTTP/1.1\r\n"
                  + "Host: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n"
                  + "X-Stream-Protocol-Version: v4.channel.k8s.io\r\nContent-Length: 0\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(head(socket.getInputStream())).isEqualTo(answer.substring(0, answer.length() - 2));
      out.write("abc!".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .as("what came with the head, the echo, then the end")
          .isEqualTo("hiABC");
    }
    assertThat(nextHead())
        .startsWith(
            "POST /exec/default/one/c?input=1&output=1&command=ls&command=-l%20a HTTP/1.1\r\n")
        .contains("X-Stream-Protocol-Version: v4.channel.k8s.io")
        .contains("Upgrade: SPDY/3.1");
  }
}
