package dev.ordinal.apiserver.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A bare HTTPS client: sends bytes, sees codes, headers and bytes. */
public final class TestingClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final HttpClient http;

  /** A client that is known by a certificate. */
  public TestingClient(TestingApiServer server, String subject) {
    this(
        server,
        server.pki().client("client-" + Integer.toHexString(subject.hashCode()), subject),
        HttpClient.Version.HTTP_2);
  }

  /** A client of the administrator over one version of HTTP. */
  public TestingClient(TestingApiServer server, HttpClient.Version version) {
    this(
        server,
        server.pki().client("client-" + version, "O=system:masters,CN=kubernetes-admin"),
        version);
  }

  /** A client of the administrator. */
  public TestingClient(TestingApiServer server) {
    this(server, "O=system:masters,CN=kubernetes-admin");
  }

  /** A client with this certificate. */
  public static TestingClient withIdentity(TestingApiServer server, TestingPki.Pair identity) {
    return new TestingClient(server, identity, HttpClient.Version.HTTP_2);
  }

  /** A client without a certificate. */
  public static TestingClient anonymous(TestingApiServer server) {
    return new TestingClient(server, (TestingPki.@Nullable Pair) null, HttpClient.Version.HTTP_2);
  }

  private TestingClient(
      TestingApiServer server, TestingPki.@Nullable Pair identity, HttpClient.Version version) {
    this.server = server.uri();
    this.http =
        HttpClient.newBuilder()
            .version(version)
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(server.pki().context(identity))
            .build();
  }

  /** What came back. */
  public record Answer(int code, String body, HttpResponse<?> response) {
    /** The body as a tree. */
    public ObjectNode json() {
      try {
        return (ObjectNode) JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /** A header, or empty. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** A request under construction. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  /** Sends it. */
  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends it and keeps the body as bytes. */
  public HttpResponse<byte[]> sendForBytes(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** GET. */
  public Answer get(String path) {
    return send(request(path).build());
  }

  /** GET with an Accept header. */
  public Answer get(String path, String accept) {
    return send(request(path).header("Accept", accept).build());
  }

  /** POST of JSON. */
  public Answer post(String path, String body) {
    return body("POST", path, "application/json", body);
  }

  /** PUT of JSON. */
  public Answer put(String path, String body) {
    return body("PUT", path, "application/json", body);
  }

  /** PATCH; the type is {@code json}, {@code merge} or {@code strategic-merge}. */
  public Answer patch(String path, String type, String body) {
    return body("PATCH", path, "application/" + type + "-patch+json", body);
  }

  /** DELETE without a body. */
  public Answer delete(String path) {
    return send(request(path).DELETE().build());
  }

  /** Any method with a body. */
  public Answer body(String method, String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** A stream that is read line by line. */
  public Watch watch(String path) {
    try {
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(server.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      return new Watch(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The events of a watch. */
  public static final class Watch implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Watch(HttpResponse<InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The HTTP code. */
    public int code() {
      return response.statusCode();
    }

    /** The next event, waiting for it; null at the end of the stream. */
    public @Nullable ObjectNode next() {
      try {
        String line = lines.readLine();
        return line == null ? null : (ObjectNode) JSON.readTree(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The next event as {@code TYPE name}. */
    public String nextName() {
      ObjectNode event = next();
      return event == null
          ? "end"
          : event.path("type").asText()
              + " "
              + event.path("object").path("metadata").path("name").asText();
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
