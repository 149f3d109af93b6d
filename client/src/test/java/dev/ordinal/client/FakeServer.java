package dev.ordinal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One collection, config maps of all namespaces, with list and watch, and a log of all requests.
 */
final class FakeServer implements AutoCloseable {
  private static final byte[] HANG_UP = new byte[0];

  private final HttpServer server;
  private final Map<String, ObjectNode> objects = new TreeMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private volatile LinkedBlockingQueue<byte[]> stream = new LinkedBlockingQueue<>();
  private long revision = 100;
  volatile boolean expireNextWatch;

  FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  KubeConfig config() {
    return KubeConfig.anonymous(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  synchronized void put(String name, String value) {
    String type = objects.containsKey(name) ? "MODIFIED" : "ADDED";
    ObjectNode object = object(name, value, ++revision);
    objects.put(name, object);
    send(type, object);
  }

  synchronized void delete(String name) {
    objects.remove(name);
    send("DELETED", object(name, "", ++revision));
  }

  /** Changes that no watch sees: what happens while a client is cut off for long. */
  synchronized void putUnseen(String name, String value) {
    objects.put(name, object(name, value, ++revision));
  }

  synchronized void deleteUnseen(String name) {
    objects.remove(name);
    revision++;
  }

  void hangUp() {
    stream.add(HANG_UP);
  }

  private void send(String type, ObjectNode object) {
    ObjectNode event = Json.object().put("type", type);
    event.set("object", object);
    stream.add(Json.bytes(event));
  }

  private static ObjectNode object(String name, String value, long revision) {
    ObjectNode object = Json.object().put("kind", "ConfigMap").put("apiVersion", "v1");
    object
        .putObject("metadata")
        .put("name", name)
        .put("namespace", "ns")
        .put("uid", "uid-" + name)
        .put("resourceVersion", Long.toString(revision));
    object.putObject("data").put("value", value);
    return object;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      bodies.add(Json.parse(body));
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 201, body);
    } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true")) {
      watch(exchange);
    } else if (exchange.getRequestURI().getPath().endsWith("configmaps")) {
      answer(exchange, 200, Json.bytes(list()));
    } else {
      ObjectNode status = Json.object().put("kind", "Status").put("reason", "NotFound");
      answer(exchange, 404, Json.bytes(status.put("message", "not found").put("code", 404)));
    }
  }

  private synchronized ObjectNode list() {
    stream = new LinkedBlockingQueue<>();
    ObjectNode list = Json.object().put("kind", "ConfigMapList");
    list.putObject("metadata").put("resourceVersion", Long.toString(revision));
    list.putArray("items").addAll(objects.values());
    return list;
  }

  private void watch(HttpExchange exchange) throws IOException {
    if (expireNextWatch) {
      expireNextWatch = false;
      ObjectNode status = Json.object().put("kind", "Status").put("reason", "Expired");
      answer(exchange, 410, Json.bytes(status.put("code", 410)));
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (byte[] event = stream.take(); event.length > 0; event = stream.take()) {
        out.write(event);
        out.write('\n');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
