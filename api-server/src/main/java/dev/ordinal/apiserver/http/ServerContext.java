package dev.ordinal.apiserver.http;

import dev.ordinal.apiserver.request.RequestFilter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** What all connections of one server share. Safe on any thread. */
final class ServerContext {

  private final HttpServerConfig config;
  private final RequestFilter.Handler handler;
  private final ExecutorService executor;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean draining;

  ServerContext(HttpServerConfig config, RequestFilter.Handler handler, ExecutorService executor) {
    this.config = config;
    this.handler = handler;
    this.executor = executor;
  }

  HttpServerConfig config() {
    return config;
  }

  RequestFilter.Handler handler() {
    return handler;
  }

  ExecutorService executor() {
    return executor;
  }

  void requestBegins() {
    underWay.incrementAndGet();
  }

  void requestEnds() {
    underWay.decrementAndGet();
  }

  int requestsUnderWay() {
    return underWay.get();
  }

  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }
}
