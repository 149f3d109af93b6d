package dev.ordinal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordinal.client.KubeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.SimpleResolver;

/** The server against a peer that lists and watches, in this process and as one of its own. */
class FollowsTheClusterTest {

  private static final String SERVICES = "/api/v1/services";
  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String SLICES = "/apis/discovery.k8s.io/v1/endpointslices";

  @TempDir private Path directory;

  @Test
  void answersFollowTheClusterAndOutliveTheApi() throws Exception {
    try (ScriptedApi api = new ScriptedApi();
        DnsServer server =
            new DnsServer(
                DnsServerConfig.loopback(), KubeConfig.parse(api.kubeConfig(), directory))) {
      server.start();
      InetSocketAddress address = server.address();
      assertThat(ask(address, "web-0.web")).isEqualTo("SERVFAIL");
      fill(api);
      await(() -> ask(address, "web-0.web").endsWith("A 10.244.0.5"));
      assertThat(ask(address, "web-1.web")).startsWith("NXDOMAIN");
      assertThat(server.ready()).isTrue();

      api.event(SLICES, "MODIFIED", slice(11, "web-1", "10.244.0.6"));
      await(() -> ask(address, "web-1.web").endsWith("A 10.244.0.6"));
      assertThat(ask(address, "web-0.web")).startsWith("NXDOMAIN");

      api.event(
          SERVICES,
          "ADDED",
          "{'metadata':{'namespace':'default','name':'late','resourceVersion':'12'},"
              + "'spec':{'clusterIPs':['10.96.0.9']}}");
      await(() -> ask(address, "late").endsWith("A 10.96.0.9"));

      api.event(SLICES, "DELETED", slice(13, "web-1", "10.244.0.6"));
      await(() -> ask(address, "web-1.web").startsWith("NXDOMAIN"));

      api.goAway();
      assertThat(ask(address, "late")).endsWith("A 10.96.0.9");
      assertThat(server.ready()).isTrue();
    }
  }

  @Test
  void runsAsAProcess() throws Exception {
    try (ScriptedApi api = new ScriptedApi()) {
      fill(api);
      Path kubeConfig = Files.writeString(directory.resolve("config"), api.kubeConfig());
      Path addressFile = directory.resolve("address");
      Process process =
          start("--kubeconfig=" + kubeConfig, "--ttl=7", "--address-file=" + addressFile);
      try {
        await(() -> Files.exists(addressFile));
        String[] parts = Files.readString(addressFile).strip().split(":", 2);
        assertThat(parts[0]).isEqualTo("127.0.0.1");
        InetSocketAddress address =
            new InetSocketAddress(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
        await(() -> ask(address, "web-0.web").endsWith(" 7 IN A 10.244.0.5"));
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void badFlagsAreOneLine() throws Exception {
    Process process = start("--kubeconfig=/nowhere", "--listen=127.0.0.1");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("log")))
        .contains("--listen: expected <address>:<port>, got '127.0.0.1'")
        .doesNotContain("\tat ");
  }

  private Process start(String... flags) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            DnsMain.class.getName());
    builder.command().addAll(List.of(flags));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    return builder.start();
  }

  private static void fill(ScriptedApi api) {
    api.list(NAMESPACES, "[{'metadata':{'name':'default','resourceVersion':'1'}}]")
        .list(SLICES, "[" + slice(3, "web-0", "10.244.0.5") + "]")
        .list(
            SERVICES,
            "[{'metadata':{'namespace':'default','name':'web','resourceVersion':'2'},"
                + "'spec':{'clusterIP':'None','ports':[{'port':80}]}}]");
  }

  private static String slice(int revision, String hostname, String address) {
    return """
    {'metadata':{'namespace':'default','name':'web-x','resourceVersion':'%s',
     'labels':{'kubernetes.io/service-name':'web'}},
     'ports':[{'port':80}],'endpoints':[{'addresses':['%s'],'hostname':'%s'}]}
    """
        .formatted(revision, address, hostname)
        .replace('\n', ' ');
  }

  /** The status, or the status and the answer's last record. */
  private static String ask(InetSocketAddress server, String name) throws IOException {
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(Duration.ofSeconds(10));
    List<String> text = Dig.text(resolver.send(Dig.query(name, "A")));
    return text.size() == 1 ? text.getFirst() : text.getFirst() + " " + text.getLast();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.call()) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      Thread.sleep(10);
    }
  }
}
