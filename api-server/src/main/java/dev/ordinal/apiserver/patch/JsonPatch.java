package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** RFC 6902, bounded in operations and in what copies add. One use per patch. */
final class JsonPatch {

  private static final int MAX_OPERATIONS = 10_000;
  private static final long MAX_COPIED = 3L << 20;

  private JsonNode root;
  private long copied;

  private JsonPatch(JsonNode root) {
    this.root = root;
  }

  /** Changes the target; the outcome may be another tree, or no object at all. */
  static JsonNode apply(ObjectNode target, ArrayNode operations) {
    if (operations.size() > MAX_OPERATIONS) {
      throw PatchErrors.tooLarge(
          "The allowed maximum operations in a JSON patch is "
              + MAX_OPERATIONS
              + ", got "
              + operations.size());
    }
    JsonPatch patch = new JsonPatch(target);
    for (JsonNode operation : operations) {
      patch.operation(operation);
    }
    return patch.root;
  }

  private void operation(JsonNode operation) {
    JsonPointerPath path = pointer(operation, "path");
    switch (operation.path("op").asText()) {
      case "add" -> add(path, value(operation));
      case "remove" -> remove(path);
      case "replace" -> replace(path, value(operation));
      case "move" -> {
        JsonPointerPath from = pointer(operation, "from");
        if (path.startsWith(from)) {
          throw PatchErrors.unprocessable();
        }
        JsonNode moved = from.find(root).orElseThrow(PatchErrors::unprocessable);
        remove(from);
        add(path, moved);
      }
      case "copy" -> {
        JsonNode source =
            pointer(operation, "from").find(root).orElseThrow(PatchErrors::unprocessable);
        copied += size(source);
        if (copied > MAX_COPIED) {
          throw PatchErrors.unprocessable();
        }
        add(path, source.deepCopy());
      }
      case "test" -> {
        Optional<JsonNode> found = path.find(root);
        JsonNode expected = operation.path("value");
        boolean bothNothing = found.isEmpty() && (expected.isNull() || expected.isMissingNode());
        if (!bothNothing && !(found.isPresent() && Trees.same(found.get(), expected))) {
          throw PatchErrors.unprocessable();
        }
      }
      default -> throw PatchErrors.unprocessable();
    }
  }

  private static JsonPointerPath pointer(JsonNode operation, String field) {
    JsonNode text = operation.path(field);
    if (!text.isTextual()) {
      throw PatchErrors.unprocessable();
    }
    return JsonPointerPath.parse(text.textValue());
  }

  private static JsonNode value(JsonNode operation) {
    JsonNode value = operation.get("value");
    if (value == null) {
      throw PatchErrors.unprocessable();
    }
    return value.deepCopy();
  }

  private void add(JsonPointerPath path, JsonNode value) {
    if (path.isRoot()) {
      root = value;
      return;
    }
    switch (path.parent(root)) {
      case ObjectNode object -> object.set(path.last(), value);
      case ArrayNode array -> {
        int size = array.size();
        boolean append = path.last().equals("-");
        int index = append ? size : JsonPointerPath.index(path.last(), size + 1);
        if (index < 0 || index > size) {
          throw PatchErrors.unprocessable();
        }
        array.insert(index, value);
      }
      default -> throw PatchErrors.unprocessable();
    }
  }

  private void remove(JsonPointerPath path) {
    if (path.isRoot() || path.find(root).isEmpty()) {
      throw PatchErrors.unprocessable();
    }
    switch (path.parent(root)) {
      case ObjectNode object -> object.remove(path.last());
      case ArrayNode array -> array.remove(JsonPointerPath.index(path.last(), array.size()));
      default -> throw PatchErrors.unprocessable();
    }
  }

  private void replace(JsonPointerPath path, JsonNode value) {
    if (path.isRoot()) {
      root = value;
      return;
    }
    if (path.find(root).isEmpty()) {
      throw PatchErrors.unprocessable();
    }
    switch (path.parent(root)) {
      case ObjectNode object -> object.set(path.last(), value);
      case ArrayNode array -> array.set(JsonPointerPath.index(path.last(), array.size()), value);
      default -> throw PatchErrors.unprocessable();
    }
  }

  /** About as many bytes as it takes in JSON. */
  private static long size(JsonNode node) {
    if (!(node instanceof ContainerNode<?>)) {
      return node.asText().length() + 3L;
    }
    long sum = 2;
    for (JsonNode child : node) {
      sum += size(child) + 1;
    }
    if (node instanceof ObjectNode object) {
      for (var entry : object.properties()) {
        sum += entry.getKey().length() + 3;
      }
    }
    return sum;
  }
}
