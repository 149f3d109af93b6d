package dev.ordinal.dns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.dns.view.ClusterView;
import dev.ordinal.dns.view.TestViews;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;

/** The server on real sockets, asked by dnsjava's resolver, by hand and by the real dig. */
class DnsServerTest {

  private final AtomicReference<Optional<ClusterView>> view =
      new AtomicReference<>(Optional.of(TestViews.book()));
  private DnsServer server = newServer();

  private DnsServer newServer() {
    try {
      return new DnsServer(DnsServerConfig.loopback(), view::get);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersAResolverOverUdpAndTcp() throws Exception {
    askOverUdpAndTcp();
  }

  private void askOverUdpAndTcp() throws IOException {
    for (boolean tcp : new boolean[] {false, true}) {
      SimpleResolver resolver = new SimpleResolver(server.address());
      resolver.setTimeout(Duration.ofSeconds(10));
      resolver.setTCP(tcp);
      assertThat(Dig.text(resolver.send(Dig.query("kubernetes", "A"))))
          .containsExactly("NOERROR aa", "kubernetes.default.svc.cluster.local. 5 IN A 10.96.0.1");
    }
  }

  @Test
  void seesAChangeAtOnce() throws Exception {
    SimpleResolver resolver = new SimpleResolver(server.address());
    resolver.setTimeout(Duration.ofSeconds(10));
    view.set(Optional.empty());
    assertThat(Dig.text(resolver.send(Dig.query("tkb-sts-0.dullahan", "A"))))
        .containsExactly("SERVFAIL");
    view.set(Optional.of(TestViews.book()));
    assertThat(Dig.text(resolver.send(Dig.query("tkb-sts-0.dullahan", "A"))).getFirst())
        .isEqualTo("NOERROR aa");
  }

  @Test
  void severalQueriesShareAConnection() throws Exception {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      List<Message> queries = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Message query = Dig.query("kubernetes", i % 2 == 0 ? "A" : "SRV");
        queries.add(query);
        byte[] wire = query.toWire();
        out.writeShort(wire.length);
        out.write(wire, 0, 5); // in pieces, as networks do
        out.flush();
        out.write(wire, 5, wire.length - 5);
      }
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (Message query : queries) {
        byte[] wire = in.readNBytes(in.readUnsignedShort());
        assertThat(Dig.answer(wire).getHeader().getID()).isEqualTo(query.getHeader().getID());
      }
    }
  }

  @Test
  void noiseOnAConnectionEndsOnlyThatOne() throws Exception {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(new byte[] {0, 3, 1, 2, 3});
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    askOverUdpAndTcp();
  }

  @Test
  void theRealDigIsContent() throws Exception {
    String a = dig("+short", "tkb-sts-1.dullahan.default.svc.cluster.local");
    assertThat(a).isEqualTo("10.244.2.2\n");
    String srv = dig("+noall", "+answer", "SRV", "dullahan.default.svc.cluster.local");
    assertThat(srv.lines())
        .hasSize(3)
        .allMatch(
            it -> it.matches("dullahan\\.default.*\\s5\\s+IN\\s+SRV\\s+0 33 80 tkb-sts-\\d.*"));
    String tcp = dig("+tcp", "+dnssec", "-x", "10.96.0.1");
    assertThat(tcp)
        .contains("status: NOERROR", "kubernetes.default.svc.cluster.local.", "(TCP)", "flags: do");
    String none = dig("none.default.svc.cluster.local");
    assertThat(none).contains("status: NXDOMAIN", "SOA").doesNotContain("WARNING: Message");
  }

  @Test
  void healthReadinessAndMetricsAreServed() throws Exception {
    askOverUdpAndTcp();
    assertThat(http("/health")).isEqualTo("200 OK");
    assertThat(http("/healthz")).isEqualTo("200 OK");
    assertThat(http("/ready")).isEqualTo("200 OK");
    assertThat(http("/metrics"))
        .contains("coredns_dns_requests_total{")
        .contains("proto=\"udp\"")
        .contains("type=\"A\"")
        .contains("coredns_dns_responses_total{")
        .contains("rcode=\"NOERROR\"")
        .contains("coredns_dns_request_duration_seconds_bucket{");
    view.set(Optional.empty());
    assertThat(http("/ready")).isEqualTo("503 kubernetes");
  }

  @Test
  void aTakenPortIsNamed() {
    InetSocketAddress taken = server.address();
    DnsServerConfig config =
        new DnsServerConfig(
            taken,
            "cluster.local",
            Duration.ofSeconds(5),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    assertThatThrownBy(() -> new DnsServer(config, view::get).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(taken.getPort()));
  }

  private String http(String path) throws Exception {
    URI uri = URI.create("http://" + DnsServer.text(server.metricsAddress()) + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }

  private String dig(String... arguments) throws Exception {
    Path program = Path.of("/usr/bin/dig");
    if (!Boolean.parseBoolean(System.getenv("ORDINAL_REQUIRE_ALL"))) {
      Assumptions.assumeTrue(Files.isExecutable(program), "this machine has no " + program);
    }
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            program.toString(), "@127.0.0.1", "-p", String.valueOf(server.address().getPort())));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
