package dev.ordinal.apiserver.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The metadata of a list.
 *
 * @param continueToken empty on the last page
 * @param remaining 0 where it is not told
 */
public record ListMeta(long revision, String continueToken, long remaining) {

  ObjectNode tree() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (revision > 0) {
      node.put("resourceVersion", Long.toString(revision));
    }
    if (!continueToken.isEmpty()) {
      node.put("continue", continueToken);
    }
    if (remaining > 0) {
      node.put("remainingItemCount", remaining);
    }
    return node;
  }
}
