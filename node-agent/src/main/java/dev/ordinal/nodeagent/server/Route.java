package dev.ordinal.nodeagent.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request's path and query ask for. Pure. */
sealed interface Route {

  /** The output of a container. */
  record Logs(String namespace, String pod, String container, Query query) implements Route {}

  /** A further process in a container. */
  record Exec(String namespace, String pod, String container, Query query) implements Route {}

  /** The streams of a container's main process. */
  record Attach(String namespace, String pod, String container, Query query) implements Route {}

  /** Connections to a pod's ports. */
  record PortForward(String namespace, String pod, Query query) implements Route {}

  /** Something that is simply read: {@code healthz}, {@code pods}, ... */
  record Document(String name) implements Route {}

  /** No such thing. */
  record Unknown() implements Route {}

  /** The query's parameters. */
  record Query(Map<String, List<String>> parameters) {

    Optional<String> one(String name) {
      return all(name).stream().findFirst();
    }

    List<String> all(String name) {
      return parameters.getOrDefault(name, List.of());
    }

    /** Kubelets say {@code 1}, clients say {@code true}. */
    boolean isSet(String name) {
      return one(name).filter(value -> value.equals("1") || value.equals("true")).isPresent();
    }
  }

  /** Takes a request line's target apart. */
  static Route of(String uri) {
    QueryStringDecoder decoder = new QueryStringDecoder(uri);
    List<String> parts =
        List.of(decoder.path().split("/", -1)).stream().filter(part -> !part.isEmpty()).toList();
    Query query = new Query(decoder.parameters());
    if (parts.isEmpty()) {
      return new Unknown();
    }
    int size = parts.size();
    return switch (parts.getFirst()) {
      case "containerLogs" ->
          size == 4 ? new Logs(parts.get(1), parts.get(2), parts.get(3), query) : new Unknown();
      // With the pod's uid as an optional part before the container.
      case "exec" ->
          size == 4 || size == 5
              ? new Exec(parts.get(1), parts.get(2), parts.getLast(), query)
              : new Unknown();
      case "attach" ->
          size == 4 || size == 5
              ? new Attach(parts.get(1), parts.get(2), parts.getLast(), query)
              : new Unknown();
      case "portForward" ->
          size == 3 || size == 4
              ? new PortForward(parts.get(1), parts.get(2), query)
              : new Unknown();
      default -> new Document(String.join("/", parts));
    };
  }
}
