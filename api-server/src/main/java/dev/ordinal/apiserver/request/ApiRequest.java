package dev.ordinal.apiserver.request;

import java.util.Optional;

/**
 * One request, its body complete.
 *
 * @param method in upper case
 * @param path as sent, without the query
 * @param identified what the path addresses, and who asks
 */
@SuppressWarnings("ArrayRecordComponent") // a request is never compared
public record ApiRequest(
    String method,
    String path,
    Query query,
    Headers headers,
    byte[] body,
    Caller caller,
    Identified identified) {

  /** What the filters have found out. */
  public record Identified(ResourcePath target, User user) {}

  /** The same request, its sender known. */
  public ApiRequest withUser(User user) {
    return new ApiRequest(
        method, path, query, headers, body, caller, new Identified(target(), user));
  }

  /** What the path addresses. */
  public ResourcePath target() {
    return identified.target();
  }

  /** Who asks. */
  public User user() {
    return identified.user();
  }

  /** The first value of a header field. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Whether the client wants another protocol on this connection. */
  public boolean wantsUpgrade() {
    return headers.lists("Connection", "upgrade") && header("Upgrade").isPresent();
  }

  /** Whether this asks for a stream of changes. */
  public boolean isWatch() {
    return method.equals("GET") && (target().watch() || query.flag("watch"));
  }

  /** Upstream's verb for what is asked of the resource. */
  public String verb() {
    boolean collection = target().name().isEmpty();
    return switch (method) {
      case "GET", "HEAD" -> {
        if (!target().isResource()) {
          yield "get";
        }
        if (isWatch() && target().rest().isEmpty()) {
          yield "watch";
        }
        yield collection ? "list" : "get";
      }
      case "POST" -> target().isResource() ? "create" : "post";
      case "PUT" -> target().isResource() ? "update" : "put";
      case "PATCH" -> "patch";
      case "DELETE" -> target().isResource() && collection ? "deletecollection" : "delete";
      default -> method.toLowerCase(java.util.Locale.ROOT);
    };
  }
}
