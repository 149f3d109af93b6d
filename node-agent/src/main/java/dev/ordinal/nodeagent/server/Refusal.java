package dev.ordinal.nodeagent.server;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that cannot be served; the message is the body, as upstream's kubelet answers. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient HttpResponseStatus status;

  private Refusal(HttpResponseStatus status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(HttpResponseStatus.BAD_REQUEST, message);
  }

  static Refusal notFound(String message) {
    return new Refusal(HttpResponseStatus.NOT_FOUND, message);
  }

  static Refusal forbidden() {
    return new Refusal(HttpResponseStatus.FORBIDDEN, "Forbidden");
  }

  static Refusal internal(String message) {
    return new Refusal(HttpResponseStatus.INTERNAL_SERVER_ERROR, message);
  }

  HttpResponseStatus status() {
    return status;
  }
}
