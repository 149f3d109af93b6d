package dev.ordinal.apiserver.relay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.admission.AdmissionStep;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.request.Query;
import dev.ordinal.apiserver.request.RawConnection;
import dev.ordinal.apiserver.request.ResourcePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Passes logs, exec, attach and port-forward on to the agent of the pod's node. */
public final class PodRelay {

  private static final int PIECE = 16 * 1024;
  private static final int LONGEST_REFUSAL = 64 * 1024;
  private static final List<String> LOG_FLAGS = List.of("follow", "previous", "timestamps");
  private static final List<String> LOG_VALUES =
      List.of("sinceSeconds", "sinceTime", "tailLines", "limitBytes", "stream");
  private static final Map<String, String> STREAMS =
      Map.of("stdin", "input", "stdout", "output", "stderr", "error", "tty", "tty");

  private final AdmissionStep.Objects objects;
  private final AgentTls tls;

  /** Relays to the agents of stored nodes. */
  public PodRelay(AdmissionStep.Objects objects, AgentTls tls) {
    this.objects = objects;
    this.tls = tls;
  }

  /** GET of a container's log. */
  public ApiResponse log(ApiRequest request) {
    if (!request.method().equals("GET")) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode pod = pod(request.target());
    String container = PodTarget.container(pod, container(request));
    if (dev.ordinal.apiserver.kind.tree.Tree.text(pod, "spec", "nodeName").isEmpty()) {
      // Upstream: a pod without a host has said nothing yet.
      return ApiResponse.text(200, "");
    }
    String path = path("containerLogs", request, container, logQuery(request.query()));
    AgentExchange exchange = begin(pod, request, path);
    if (exchange.code() != 200) {
      return explained(refused(exchange));
    }
    return new ApiResponse.Stream(
        200,
        Headers.EMPTY,
        exchange.headers().first("Content-Type").orElse("text/plain"),
        ApiResponse.Delivery.LIVE,
        sink -> copy(exchange, sink));
  }

  /** Exec, by GET (WebSocket) or POST (SPDY). */
  public ApiResponse exec(ApiRequest request) {
    return run(request, "exec", streamQuery(request.query(), "command"));
  }

  /** Attach, by GET or POST. */
  public ApiResponse attach(ApiRequest request) {
    return run(request, "attach", streamQuery(request.query(), ""));
  }

  private ApiResponse run(ApiRequest request, String verb, String query) {
    ObjectNode pod = pod(request.target());
    String container = PodTarget.container(pod, container(request));
    PodTarget.node(pod);
    if (!query.contains("input=") && !query.contains("output=") && !query.contains("error=")) {
      throw ApiException.badRequest("you must specify at least 1 of stdin, stdout, stderr");
    }
    return upgrade(pod, request, path(verb, request, container, query));
  }

  /** Port-forward, by GET or POST. */
  public ApiResponse portForward(ApiRequest request) {
    ObjectNode pod = pod(request.target());
    PodTarget.node(pod);
    List<String> ports = request.query().all("ports");
    String query = ports.isEmpty() ? "" : "port=" + encode(String.join(",", ports));
    return upgrade(pod, request, path("portForward", request, "", query));
  }

  private ObjectNode pod(ResourcePath target) {
    return objects
        .get("", "pods", target.namespace(), target.name())
        .orElseThrow(() -> ApiException.notFound("pods", target.name()));
  }

  private static String container(ApiRequest request) {
    return request.query().text("container").orElse("");
  }

  private static String path(String verb, ApiRequest request, String container, String query) {
    ResourcePath target = request.target();
    StringBuilder path = new StringBuilder();
    path.append('/').append(verb).append('/').append(encode(target.namespace()));
    path.append('/').append(encode(target.name()));
    if (!container.isEmpty()) {
      path.append('/').append(encode(container));
    }
    return query.isEmpty() ? path.toString() : path.append('?').append(query).toString();
  }

  private static String logQuery(Query query) {
    StringJoiner joined = new StringJoiner("&");
    for (String flag : LOG_FLAGS) {
      if (query.flag(flag)) {
        joined.add(flag + "=true");
      }
    }
    for (String name : LOG_VALUES) {
      query.text(name).ifPresent(value -> joined.add(name + "=" + encode(value)));
    }
    return joined.toString();
  }

  private static String streamQuery(Query query, String repeated) {
    StringJoiner joined = new StringJoiner("&");
    for (String name : List.of("stdin", "stdout", "stderr", "tty")) {
      if (query.flag(name)) {
        joined.add(STREAMS.get(name) + "=1");
      }
    }
    if (!repeated.isEmpty()) {
      query.all(repeated).forEach(value -> joined.add(repeated + "=" + encode(value)));
    }
    return joined.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private AgentExchange begin(ObjectNode pod, ApiRequest request, String path) {
    String node = PodTarget.node(pod);
    Optional<AgentAddress> address = objects.get("", "nodes", "", node).flatMap(AgentAddress::of);
    if (address.isEmpty()) {
      throw failure("no preferred addresses found for node \"" + node + "\"");
    }
    try {
      return AgentExchange.begin(tls, address.get(), request, path);
    } catch (IOException e) {
      throw failure(
          "error dialing backend: dial tcp "
              + address.get().host()
              + ":"
              + address.get().port()
              + ": "
              + e.getMessage());
    }
  }

  private static ApiException failure(String why) {
    String message = "Internal error occurred: " + why;
    return ApiException.of(
        500,
        "InternalError",
        message,
        Optional.of(
            new ApiException.Details(
                "", "", "", "", List.of(new ApiException.Cause("", why, "")), 0)));
  }

  private ApiResponse upgrade(ObjectNode pod, ApiRequest request, String path) {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      throw ApiException.methodNotAllowed();
    }
    if (!request.wantsUpgrade()) {
      throw ApiException.badRequest("Upgrade request required");
    }
    AgentExchange exchange = begin(pod, request, path);
    return exchange.code() == 101
        ? new ApiResponse.Takeover(client -> splice(exchange, client))
        : refused(exchange);
  }

  /** Logs are asked for by clients that expect a Status: the agent's text becomes its message. */
  private static ApiResponse explained(ApiResponse.Entity refusal) {
    String text = new String(refusal.body(), StandardCharsets.UTF_8);
    throw switch (refusal.code()) {
      case 400 -> ApiException.badRequest(text);
      default -> failure(text);
    };
  }

  /** An agent's refusal is passed on whole, and its connection is not used again. */
  private static ApiResponse.Entity refused(AgentExchange exchange) {
    try (exchange) {
      if (exchange.code() / 100 == 3 || exchange.code() < 200) {
        throw failure("the node agent answered with code " + exchange.code());
      }
      byte[] body = exchange.body().readNBytes(LONGEST_REFUSAL);
      return new ApiResponse.Entity(
          exchange.code(),
          Headers.EMPTY,
          exchange.headers().first("Content-Type").orElse("text/plain; charset=utf-8"),
          body);
    } catch (IOException e) {
      throw failure("error reading from backend: " + e.getMessage());
    }
  }

  private static void copy(AgentExchange exchange, ApiResponse.BodySink sink)
      throws IOException, InterruptedException {
    try (exchange) {
      sink.onClose(exchange::close);
      InputStream body = exchange.body();
      while (true) {
        byte[] piece = new byte[PIECE];
        int count = body.read(piece);
        if (count < 0) {
          return;
        }
        sink.write(piece, 0, count);
      }
    }
  }

  /** Both directions until either ends; then both connections are closed. */
  private static void splice(AgentExchange exchange, RawConnection client) throws IOException {
    try (exchange) {
      OutputStream toClient = client.output();
      toClient.write(exchange.head());
      Thread upwards =
          Thread.ofVirtual()
              .name("relay-to-agent")
              .start(
                  () -> {
                    try {
                      pump(client.input(), exchange.output());
                    } catch (IOException _) {
                      // The other direction sees the end of the connection.
                    } finally {
                      exchange.close();
                    }
                  });
      try {
        pump(exchange.raw(), toClient);
      } finally {
        client.close();
        upwards.interrupt();
      }
    }
  }

  private static void pump(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[PIECE];
    int count;
    while ((count = from.read(piece)) >= 0) {
      to.write(piece, 0, count);
      to.flush();
    }
  }
}
