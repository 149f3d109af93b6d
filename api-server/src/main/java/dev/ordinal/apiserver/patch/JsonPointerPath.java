package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON pointer of a patch operation: the path of the parent and the last token. */
record JsonPointerPath(List<String> tokens) {

  static JsonPointerPath parse(String text) {
    if (text.isEmpty()) {
      return new JsonPointerPath(List.of());
    }
    if (text.charAt(0) != '/') {
      throw PatchErrors.unprocessable();
    }
    List<String> tokens = new ArrayList<>();
    for (String token : text.substring(1).split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointerPath(List.copyOf(tokens));
  }

  boolean isRoot() {
    return tokens.isEmpty();
  }

  String last() {
    return tokens.getLast();
  }

  /** The container that the last token is looked up in. */
  JsonNode parent(JsonNode root) {
    JsonNode node = root;
    for (String token : tokens.subList(0, tokens.size() - 1)) {
      node = child(node, token).orElseThrow(PatchErrors::unprocessable);
    }
    return node;
  }

  /** What the whole pointer names. */
  Optional<JsonNode> find(JsonNode root) {
    return isRoot() ? Optional.of(root) : child(parent(root), last());
  }

  private static Optional<JsonNode> child(JsonNode node, String token) {
    if (node instanceof ArrayNode array) {
      int index = index(token, array.size());
      return index >= 0 && index < array.size() ? Optional.of(array.get(index)) : Optional.empty();
    }
    return Optional.ofNullable(node.get(token));
  }

  /** A position, counted from the end where it is negative; -1 where it is none. */
  static int index(String token, int size) {
    if (!token.matches("-?(0|[1-9][0-9]{0,8})")) {
      return -1;
    }
    int index = Integer.parseInt(token);
    return index < 0 ? Math.max(-1, size + index) : index;
  }

  boolean startsWith(JsonPointerPath other) {
    return tokens.size() > other.tokens.size()
        && tokens.subList(0, other.tokens.size()).equals(other.tokens);
  }
}
