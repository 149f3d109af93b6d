package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** RFC 7386. */
final class MergePatch {

  private MergePatch() {}

  /** Changes the target. */
  static void apply(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      JsonNode value = entry.getValue();
      if (value.isNull()) {
        target.remove(entry.getKey());
      } else if (value instanceof ObjectNode object) {
        ObjectNode inner =
            target.get(entry.getKey()) instanceof ObjectNode present
                ? present
                : target.putObject(entry.getKey());
        apply(inner, object);
      } else {
        target.set(entry.getKey(), value);
      }
    }
  }
}
