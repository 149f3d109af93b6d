package dev.ordinal.apiserver.metrics;

import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.RequestFilter;
import dev.ordinal.apiserver.request.ResourcePath;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Counts requests and the time until their answer begins, by upstream's names. Labels are taken
 * from what is served, never from what a client makes up. Safe on any thread.
 */
public final class RequestMetrics implements RequestFilter {

  private final Predicate<ResourcePath> served;
  private final LongSupplier revision;
  private final Map<String, LongAdder> totals = new ConcurrentHashMap<>();
  private final Map<String, Histogram> durations = new ConcurrentHashMap<>();

  /**
   * Metrics of one server.
   *
   * @param served whether a resource is one of the server's
   * @param revision the store's present revision
   */
  public RequestMetrics(Predicate<ResourcePath> served, LongSupplier revision) {
    this.served = served;
    this.revision = revision;
  }

  @Override
  public ApiResponse filter(ApiRequest request, Handler rest) {
    long begun = System.nanoTime();
    ApiResponse response = rest.handle(request);
    String labels = labels(request);
    totals
        .computeIfAbsent(
            labels + ",code=\"" + response.code() + "\",component=\"apiserver\"",
            _ -> new LongAdder())
        .increment();
    if (!request.isWatch()) {
      durations
          .computeIfAbsent(labels + ",component=\"apiserver\"", _ -> new Histogram())
          .observe((System.nanoTime() - begun) / 1e9);
    }
    return response;
  }

  private String labels(ApiRequest request) {
    ResourcePath target = request.target();
    if (!target.isResource() || !served.test(target)) {
      return "verb=\""
          + known(request.method())
          + "\",group=\"\",version=\"\",resource=\"\",subresource=\"\",scope=\"\"";
    }
    String scope =
        target.name().isEmpty()
            ? target.namespace().isEmpty() ? "cluster" : "namespace"
            : "resource";
    return "verb=\""
        + verb(request)
        + "\",group=\""
        + target.group()
        + "\",version=\""
        + target.version()
        + "\",resource=\""
        + target.plural()
        + "\",subresource=\""
        + subresource(target)
        + "\",scope=\""
        + scope
        + "\"";
  }

  private static String verb(ApiRequest request) {
    return switch (request.verb()) {
      case "create" -> "POST";
      case "update" -> "PUT";
      case "get", "list", "watch", "patch", "delete", "deletecollection" ->
          request.verb().toUpperCase(Locale.ROOT);
      default -> "other";
    };
  }

  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE" -> method;
      default -> "other";
    };
  }

  private static String subresource(ResourcePath target) {
    return switch (target.subresource()) {
      case "",
          "status",
          "scale",
          "binding",
          "eviction",
          "log",
          "exec",
          "attach",
          "portforward",
          "proxy",
          "token",
          "finalize",
          "ephemeralcontainers",
          "resize" ->
          target.subresource();
      default -> "other";
    };
  }

  /** Whether a request is for the metrics. */
  public static boolean serves(ApiRequest request) {
    return request.path().equals("/metrics");
  }

  /** All of it in the Prometheus text format. */
  public ApiResponse text(ApiRequest request) {
    StringBuilder out = new StringBuilder(8192);
    out.append("# HELP apiserver_request_total Counter of apiserver requests.\n");
    out.append("# TYPE apiserver_request_total counter\n");
    new TreeMap<>(totals)
        .forEach(
            (labels, count) ->
                out.append("apiserver_request_total{")
                    .append(labels)
                    .append("} ")
                    .append(count.sum())
                    .append('\n'));
    out.append("# HELP apiserver_request_duration_seconds Response latency in seconds.\n");
    out.append("# TYPE apiserver_request_duration_seconds histogram\n");
    new TreeMap<>(durations)
        .forEach(
            (labels, histogram) ->
                histogram.write(out, "apiserver_request_duration_seconds", labels));
    gauge(out, "ordinal_store_revision", revision.getAsLong());
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauge(out, "jvm_memory_used_bytes", memory.getUsed());
    return new ApiResponse.Entity(
        200,
        dev.ordinal.apiserver.request.Headers.EMPTY,
        "text/plain; version=0.0.4; charset=utf-8",
        out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void gauge(StringBuilder out, String name, long value) {
    out.append("# TYPE ").append(name).append(" gauge\n");
    out.append(name).append(' ').append(value).append('\n');
  }
}
