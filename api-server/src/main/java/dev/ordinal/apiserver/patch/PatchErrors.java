package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Upstream's words for patches that fail. */
final class PatchErrors {

  private PatchErrors() {}

  /** The patch is not one. */
  static ApiException badRequest(String message) {
    return ApiException.badRequest(message);
  }

  /** The patch does not fit the object; upstream does not say why. */
  static ApiException unprocessable() {
    return ApiException.of(
        422,
        "Invalid",
        "the server rejected our request due to an error in our request",
        Optional.of(ApiException.Details.NONE));
  }

  static ApiException tooLarge(String message) {
    return ApiException.of(
        413, "RequestEntityTooLarge", "Request entity too large: " + message, Optional.empty());
  }

  static ApiException unsupported(boolean strategic) {
    return ApiException.of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include:"
            + " application/json-patch+json, application/merge-patch+json, "
            + (strategic ? "application/strategic-merge-patch+json, " : "")
            + "application/apply-patch+yaml",
        Optional.empty());
  }

  /** What upstream does not expect answers 500 with the text alone. */
  static ApiException internal(String message) {
    return ApiException.of(500, "", message, Optional.empty());
  }

  static ApiException noMergeKey(JsonNode map, String key) {
    return internal("map: " + go(map) + " does not contain declared merge key: " + key);
  }

  static ApiException badPatchType(JsonNode type, JsonNode map) {
    return internal("unknown patch type: " + type.asText() + " in map: " + go(map));
  }

  static ApiException setElementOrder() {
    return badRequest("invalid patch format of setElementOrder list");
  }

  static ApiException retainKeys() {
    return badRequest("invalid patch format of retainKeys");
  }

  /** Go's {@code %v}. */
  static String go(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        TreeMap<String, String> sorted = new TreeMap<>();
        object.properties().forEach(e -> sorted.put(e.getKey(), go(e.getValue())));
        List<String> parts = new ArrayList<>();
        sorted.forEach((name, value) -> parts.add(name + ":" + value));
        yield "map[" + String.join(" ", parts) + "]";
      }
      case ArrayNode array -> {
        List<String> parts = new ArrayList<>();
        array.forEach(element -> parts.add(go(element)));
        yield "[" + String.join(" ", parts) + "]";
      }
      default -> node.isNull() ? "<nil>" : node.asText();
    };
  }
}
