package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Strategic merge of lists: of objects by their merge key, of plain values as sets. */
final class ListMerge {

  private ListMerge() {}

  /**
   * The merged list.
   *
   * @param deleting whether the patch lists the values that go
   */
  static ArrayNode merge(ArrayNode original, ArrayNode patch, PatchMeta meta, boolean deleting) {
    if (!deleting && !meta.strategy().equals("merge")) {
      return patch;
    }
    if (original.isEmpty() && patch.isEmpty()) {
      return original;
    }
    boolean objects = checkElements(original, patch);
    ArrayNode live = original.deepCopy();
    if (!objects) {
      if (deleting) {
        return without(original, patch, element -> element);
      }
      ArrayNode both = original.arrayNode();
      Set<Object> seen = new HashSet<>();
      for (ArrayNode list : new ArrayNode[] {original, patch}) {
        list.forEach(
            value -> {
              if (seen.add(Trees.key(value))) {
                both.add(value);
              }
            });
      }
      return ListOrder.restore(both, patch, live, meta.mergeKey());
    }
    if (meta.mergeKey().isEmpty()) {
      throw PatchErrors.internal(
          "cannot merge lists without merge key for " + meta.type().goName());
    }
    return objects(original, patch, meta);
  }

  private static ArrayNode objects(ArrayNode original, ArrayNode patch, PatchMeta meta) {
    ArrayNode changes = patch.arrayNode();
    ArrayNode gone = patch.arrayNode();
    boolean replace = false;
    for (JsonNode change : patch) {
      JsonNode directive = change.get(StrategicMerge.DIRECTIVE);
      switch (directive == null ? "" : directive.asText()) {
        case "" -> changes.add(change);
        case "delete" -> gone.add(key(change, meta.mergeKey()));
        case "replace" -> replace = true;
        case "merge" ->
            throw PatchErrors.internal("merging lists cannot yet be specified in the patch");
        default -> throw PatchErrors.badPatchType(directive, change);
      }
    }
    if (replace) {
      return changes;
    }
    ArrayNode kept = without(original, gone, element -> element.path(meta.mergeKey()));
    ArrayNode live = kept.deepCopy();
    ArrayNode order = changes.deepCopy();
    Map<Object, Integer> positions =
        Trees.positions(kept, element -> element.path(meta.mergeKey()));
    for (JsonNode change : changes) {
      Object key = Trees.key(key(change, meta.mergeKey()));
      int at = positions.getOrDefault(key, -1);
      if (at >= 0) {
        kept.set(
            at, StrategicMerge.merge((ObjectNode) kept.get(at), (ObjectNode) change, meta.type()));
      } else {
        positions.put(key, kept.size());
        kept.add(change);
      }
    }
    return ListOrder.restore(kept, order, live, meta.mergeKey());
  }

  /**
   * Refuses lists of lists and mixed lists.
   *
   * @return whether the elements are objects
   */
  static boolean checkElements(ArrayNode original, ArrayNode patch) {
    @Nullable JsonNodeType type = null;
    for (ArrayNode list : new ArrayNode[] {original, patch}) {
      for (JsonNode element : list) {
        if (element.isArray()) {
          throw PatchErrors.unprocessable();
        }
        if (type != null && type != element.getNodeType()) {
          throw PatchErrors.internal(
              "list element types are not identical: ["
                  + PatchErrors.go(original)
                  + " "
                  + PatchErrors.go(patch)
                  + "]");
        }
        type = element.getNodeType();
      }
    }
    if (type == null) {
      throw PatchErrors.internal("no elements in any of the given slices");
    }
    return type == JsonNodeType.OBJECT;
  }

  /** The value of an object's merge key. */
  static JsonNode key(JsonNode object, String mergeKey) {
    JsonNode key = object.get(mergeKey);
    if (key == null) {
      throw PatchErrors.noMergeKey(object, mergeKey);
    }
    return key;
  }

  private static ArrayNode without(
      ArrayNode list, ArrayNode gone, Function<JsonNode, JsonNode> identity) {
    Map<Object, Integer> keys = Trees.positions(gone, element -> element);
    ArrayNode kept = list.arrayNode();
    for (JsonNode element : list) {
      if (!keys.containsKey(Trees.key(identity.apply(element)))) {
        kept.add(element);
      }
    }
    return kept;
  }
}
