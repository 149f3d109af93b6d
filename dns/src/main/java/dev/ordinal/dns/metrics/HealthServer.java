package dev.ordinal.dns.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Serves {@code /health}, {@code /healthz}, {@code /ready} and {@code /metrics} by HTTP. */
public final class HealthServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Binds and serves.
   *
   * @param listen port 0 for any
   * @param ready whether questions can be answered
   */
  public HealthServer(InetSocketAddress listen, DnsMetrics metrics, BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(listen, 0);
    server.setExecutor(threads);
    server.createContext("/health", exchange -> send(exchange, 200, "OK".getBytes(UTF_8)));
    server.createContext(
        "/ready",
        exchange -> {
          boolean yes = ready.getAsBoolean();
          send(exchange, yes ? 200 : 503, (yes ? "OK" : "kubernetes").getBytes(UTF_8));
        });
    server.createContext(
        "/metrics",
        exchange -> {
          ByteArrayOutputStream text = new ByteArrayOutputStream();
          metrics.write(text);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          send(exchange, 200, text.toByteArray());
        });
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
