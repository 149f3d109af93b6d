package dev.ordinal.dns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A peer that speaks just enough of the API to be followed: fixed lists, and watch events as they
 * are handed in. JSON is written with single quotes.
 */
final class ScriptedApi implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> lists = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<String>> events = new ConcurrentHashMap<>();
  private final HttpServer server;

  ScriptedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A kubeconfig for this peer. */
  String kubeConfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: it
    contexts: [{name: it, context: {cluster: it, user: it}}]
    clusters: [{name: it, cluster: {server: "http://%s"}}]
    users: [{name: it, user: {}}]
    """
        .formatted(DnsServer.text(server.getAddress()));
  }

  /** Sets the items of a collection; until then it answers 503. */
  ScriptedApi list(String path, String items) {
    lists.put(path, items.replace('\'', '"'));
    return this;
  }

  /** Sends an event to whoever watches a collection. */
  void event(String path, String type, String object) {
    queue(path).add("{'type':'%s','object':%s}".formatted(type, object).replace('\'', '"'));
  }

  /** Breaks all connections and answers no more. */
  void goAway() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    goAway();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      String items = lists.get(path);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (items == null) {
        exchange.sendResponseHeaders(503, -1);
      } else if (query.contains("watch=")) {
        exchange.sendResponseHeaders(200, 0);
        sendEvents(exchange.getResponseBody(), queue(path));
      } else {
        String list =
            "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"10\"},"
                + "\"items\":"
                + items
                + "}";
        exchange.sendResponseHeaders(200, list.getBytes(UTF_8).length);
        exchange.getResponseBody().write(list.getBytes(UTF_8));
      }
    }
  }

  private static void sendEvents(OutputStream out, BlockingQueue<String> queue) throws IOException {
    try {
      while (true) {
        out.write((queue.take() + "\n").getBytes(UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }

  private BlockingQueue<String> queue(String path) {
    return events.computeIfAbsent(path, p -> new LinkedBlockingQueue<>());
  }
}
