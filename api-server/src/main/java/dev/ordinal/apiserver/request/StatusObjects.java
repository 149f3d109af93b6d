package dev.ordinal.apiserver.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Upstream's Status objects. */
public final class StatusObjects {

  private StatusObjects() {}

  /** The Status of a failure, fields in upstream's order. */
  public static ObjectNode of(ApiException failure) {
    ObjectNode status = head();
    failure
        .continueToken()
        .ifPresent(token -> status.withObject("/metadata").put("continue", token));
    status.put("status", "Failure");
    status.put("message", failure.getMessage());
    if (!failure.reason().isEmpty()) {
      status.put("reason", failure.reason());
    }
    failure.details().ifPresent(details -> status.set("details", details(details)));
    status.put("code", failure.code());
    return status;
  }

  /** The Status that answers a deletion. */
  public static ObjectNode deleted(String name, String group, String plural, String uid) {
    ObjectNode status = head();
    status.put("status", "Success");
    ObjectNode details = status.putObject("details");
    details.put("name", name);
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    details.put("kind", plural);
    details.put("uid", uid);
    return status;
  }

  /** A bare success. */
  public static ObjectNode success(int code) {
    ObjectNode status = head();
    status.put("status", "Success");
    status.put("code", code);
    return status;
  }

  /** The failure as a response. */
  public static ApiResponse response(ApiException failure) {
    byte[] body = of(failure).toString().getBytes(StandardCharsets.UTF_8);
    Headers headers = Headers.EMPTY;
    int retryAfter = failure.details().map(ApiException.Details::retryAfterSeconds).orElse(0);
    if (retryAfter > 0) {
      headers = headers.with("Retry-After", Integer.toString(retryAfter));
    }
    return new ApiResponse.Entity(failure.code(), headers, "application/json", body);
  }

  private static ObjectNode head() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    return status;
  }

  private static ObjectNode details(ApiException.Details details) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    putText(node, "name", details.name());
    putText(node, "group", details.group());
    putText(node, "kind", details.kind());
    putText(node, "uid", details.uid());
    if (!details.causes().isEmpty()) {
      var causes = node.putArray("causes");
      for (ApiException.Cause cause : details.causes()) {
        ObjectNode one = causes.addObject();
        putText(one, "reason", cause.reason());
        putText(one, "message", cause.message());
        putText(one, "field", cause.field());
      }
    }
    if (details.retryAfterSeconds() > 0) {
      node.put("retryAfterSeconds", details.retryAfterSeconds());
    }
    return node;
  }

  private static void putText(ObjectNode node, String field, String text) {
    if (!text.isEmpty()) {
      node.put(field, text);
    }
  }
}
