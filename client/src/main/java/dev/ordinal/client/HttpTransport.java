package dev.ordinal.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the one server of a kubeconfig: no proxy, no redirect, no other host. HTTP/1.1, so
 * that every watch has a connection of its own and none can starve another. Thread-safe.
 */
final class HttpTransport implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KubeConfig config;
  private final String userAgent;
  private final HttpClient http;

  HttpTransport(KubeConfig config, String userAgent) {
    this.config = config;
    this.userAgent = userAgent;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(10));
    if ("https".equals(config.server().getScheme())) {
      builder.sslContext(Tls.context(config));
    }
    this.http = builder.build();
  }

  /** Sends and reads the whole answer. */
  byte[] send(String method, String path, String mediaType, byte @Nullable [] body) {
    return send(request(method, path, mediaType, body));
  }

  /** Gets in one of the accepted forms. */
  byte[] get(String path, String accept) {
    return send(request("GET", path, "", null).setHeader("Accept", accept));
  }

  private byte[] send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(TIMEOUT).build();
    HttpResponse<byte[]> response = exchange(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw failure(response.statusCode(), response.body());
    }
    return response.body();
  }

  /** Opens an endless answer; the caller closes it. */
  InputStream open(String path, String accept) {
    HttpRequest request = request("GET", path, "", null).setHeader("Accept", accept).build();
    HttpResponse<InputStream> response =
        exchange(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() >= 300) {
      try (InputStream body = response.body()) {
        throw failure(response.statusCode(), body.readNBytes(64 * 1024));
      } catch (IOException e) {
        throw ApiFailure.unreachable("GET " + path, e);
      }
    }
    return response.body();
  }

  private HttpRequest.Builder request(
      String method, String path, String mediaType, byte @Nullable [] body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(config.server() + path))
            .header("Accept", "application/json")
            .header("User-Agent", userAgent);
    if (config.token() != null) {
      builder.header("Authorization", "Bearer " + config.token());
    }
    if (body == null) {
      return builder.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return builder
        .header("Content-Type", mediaType)
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private <B> HttpResponse<B> exchange(HttpRequest request, HttpResponse.BodyHandler<B> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw ApiFailure.unreachable(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiFailure.unreachable(request.method() + " " + request.uri(), e);
    }
  }

  private static ApiFailure failure(int code, byte[] body) {
    try {
      JsonNode status = Json.parse(body);
      if (status.path("kind").asText().equals("Status")) {
        return ApiFailure.ofStatus(code, status);
      }
    } catch (IllegalArgumentException e) {
      // Not a Status: the text itself is the message.
      return ApiFailure.ofText(code, new String(body, StandardCharsets.UTF_8).strip());
    }
    return ApiFailure.ofText(code, new String(body, StandardCharsets.UTF_8).strip());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
