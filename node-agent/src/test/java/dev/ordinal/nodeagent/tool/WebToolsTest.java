package dev.ordinal.nodeagent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-ins of nginx and of curl, one against the other. */
class WebToolsTest {

  @TempDir Path directory;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private WebServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = new WebServer("nginx", any, directory, stream(log));
    url = "http://127.0.0.1:" + server.address().getPort();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anIndexIsServedAndLogged() throws Exception {
    Files.writeString(directory.resolve("index.html"), "hello\n");

    assertThat(curl("-s", url)).isZero();

    assertThat(text(out)).isEqualTo("hello\n");
    assertThat(text(log)).contains("127.0.0.1 - - [").contains("\"GET / HTTP/1.1\" 200 6 \"-\"");
  }

  @Test
  void errorPagesLookAsNginxHasThem() throws Exception {
    Files.createDirectory(directory.resolve("empty"));

    curl("-s", "-w", "%{http_code}\\n", url + "/none", url + "/empty/");

    assertThat(text(out))
        .contains("<center><h1>404 Not Found</h1></center>", "404\n")
        .contains("<center><h1>403 Forbidden</h1></center>", "403\n");
  }

  @Test
  void nothingOutsideTheDirectoryIsServed() {
    curl("-s", "-o", "/dev/null", "-w", "%{http_code}", url + "/%2e%2e/%2e%2e/etc/passwd");

    assertThat(text(out)).isEqualTo("400");
  }

  @Test
  void aDirectoryIsRedirectedAndFollowed() throws Exception {
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/index.html"), "below");

    assertThat(curl("-sL", url + "/sub")).isZero();

    assertThat(text(out)).isEqualTo("below");
  }

  @Test
  void theHeadAlone() throws Exception {
    Files.writeString(directory.resolve("a.txt"), "four");

    assertThat(curl("-sI", url + "/a.txt")).isZero();

    assertThat(text(out)).startsWith("HTTP/1.1 200 OK").containsIgnoringCase("content-length: 4");
  }

  @Test
  void failuresHaveTheCodesOfCurl() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
      assertThat(curl("-m", "0.2", "http://127.0.0.1:" + closed)).isEqualTo(28);
    }
    assertThat(curl("http://127.0.0.1:" + closed)).isEqualTo(7);
    assertThat(curl("-f", url + "/none")).isEqualTo(22);
    assertThat(curl("http://no.such.name.invalid")).isEqualTo(6);
    assertThat(curl("--no-such-option", url)).isEqualTo(2);
    assertThat(text(err)).contains("curl: (28)", "curl: (7)", "curl: (22)", "curl: (6)");
  }

  private int curl(String... words) {
    return new Curl(stream(out), stream(err)).run(List.of(words));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
