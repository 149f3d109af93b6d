package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.GoType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch of objects, with its directives. Both trees are used up: the outcome is
 * made of their parts.
 */
final class StrategicMerge {

  /** Says how its own object is merged. */
  static final String DIRECTIVE = "$patch";

  private static final String RETAIN_KEYS = "$retainKeys";
  private static final String ORDER_PREFIX = "$setElementOrder/";
  private static final String DELETE_PREFIX = "$deleteFromPrimitiveList/";

  private StrategicMerge() {}

  static ObjectNode merge(ObjectNode original, ObjectNode patch, GoType type) {
    JsonNode directive = patch.get(DIRECTIVE);
    if (directive != null) {
      return directive(directive, patch);
    }
    retainKeys(original, patch);
    elementOrders(original, patch, type);
    for (Map.Entry<String, JsonNode> entry : List.copyOf(patch.properties())) {
      field(original, entry.getKey(), entry.getValue(), type);
    }
    return original;
  }

  private static ObjectNode directive(JsonNode directive, ObjectNode patch) {
    return switch (directive.asText()) {
      case "replace" -> {
        patch.remove(DIRECTIVE);
        yield patch;
      }
      case "delete" -> patch.objectNode();
      default -> throw PatchErrors.badPatchType(directive, patch);
    };
  }

  private static void retainKeys(ObjectNode original, ObjectNode patch) {
    JsonNode keys = patch.remove(RETAIN_KEYS);
    if (keys == null) {
      return;
    }
    if (!(keys instanceof ArrayNode list)) {
      throw PatchErrors.retainKeys();
    }
    Set<String> retained = new HashSet<>();
    list.forEach(key -> retained.add(key.asText()));
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String name = entry.getKey();
      boolean checked =
          !entry.getValue().isNull()
              && !name.startsWith("$deleteFromPrimitiveList")
              && !name.startsWith("$setElementOrder");
      if (checked && !retained.contains(name)) {
        throw PatchErrors.retainKeys();
      }
    }
    original.retain(retained);
  }

  private static void elementOrders(ObjectNode original, ObjectNode patch, GoType type) {
    for (Map.Entry<String, JsonNode> entry : List.copyOf(patch.properties())) {
      if (entry.getKey().startsWith("$setElementOrder")) {
        patch.remove(entry.getKey());
        if (!entry.getKey().startsWith(ORDER_PREFIX)) {
          throw PatchErrors.setElementOrder();
        }
        String name = entry.getKey().substring(ORDER_PREFIX.length());
        ArrayNode order = list(entry.getValue());
        elementOrder(original, patch, PatchMeta.ofList(type, name), name, order);
      }
    }
  }

  private static void elementOrder(
      ObjectNode original, ObjectNode patch, PatchMeta meta, String name, ArrayNode order) {
    JsonNode originalValue = original.get(name);
    JsonNode patchValue = patch.get(name);
    ArrayNode live = originalValue == null ? original.arrayNode() : list(originalValue);
    ArrayNode changes = patchValue == null ? original.arrayNode() : list(patchValue);
    ListOrder.check(changes, order, meta.mergeKey());
    ArrayNode merged;
    if (originalValue == null && patchValue == null) {
      return;
    } else if (patchValue == null) {
      merged = live;
    } else if (originalValue == null) {
      merged = list(java.util.Objects.requireNonNull(withoutDirectives(changes)));
    } else {
      merged = ListMerge.merge(live.deepCopy(), changes, meta, false);
    }
    ListMerge.checkElements(live, changes);
    original.set(name, ListOrder.restore(merged, order, live, meta.mergeKey()));
    patch.remove(name);
  }

  private static void field(ObjectNode original, String key, JsonNode value, GoType type) {
    boolean deleting = key.startsWith("$deleteFromPrimitiveList");
    if (deleting && !key.startsWith(DELETE_PREFIX)) {
      throw PatchErrors.badRequest("invalid patch format of primitive list");
    }
    String name = deleting ? key.substring(DELETE_PREFIX.length()) : key;
    if (value.isNull()) {
      original.remove(name);
      return;
    }
    JsonNode present = original.get(name);
    if (present instanceof ObjectNode object && value instanceof ObjectNode change) {
      PatchMeta meta = PatchMeta.ofStruct(type, name);
      original.set(
          name, meta.strategy().equals("replace") ? change : merge(object, change, meta.type()));
    } else if (present instanceof ArrayNode array && value instanceof ArrayNode change) {
      original.set(name, ListMerge.merge(array, change, PatchMeta.ofList(type, name), deleting));
    } else if (!deleting) {
      discardNulls(value);
      JsonNode kept = withoutDirectives(value);
      if (kept == null) {
        original.remove(name);
      } else {
        original.set(name, kept);
      }
    }
  }

  private static ArrayNode list(JsonNode node) {
    if (node instanceof ArrayNode array) {
      return array;
    }
    throw PatchErrors.internal("expected a []interface {}, but received a " + goKind(node));
  }

  private static String goKind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "map[string]interface {}";
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> node.isIntegralNumber() ? "int64" : "float64";
      default -> "<nil>";
    };
  }

  private static void discardNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(entry -> entry.getValue().isNull());
    }
    if (node instanceof ContainerNode<?>) {
      node.forEach(StrategicMerge::discardNulls);
    }
  }

  /** The tree without the objects that hold a directive; null where nothing is left. */
  static @Nullable JsonNode withoutDirectives(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        if (object.has(DIRECTIVE)) {
          yield null;
        }
        ObjectNode kept = object.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          JsonNode value = withoutDirectives(entry.getValue());
          if (value != null && !isListDirective(entry.getKey())) {
            kept.set(entry.getKey(), value);
          }
        }
        yield kept;
      }
      case ArrayNode array -> {
        ArrayNode kept = array.arrayNode();
        for (JsonNode element : array) {
          JsonNode value = withoutDirectives(element);
          if (value != null) {
            kept.add(value);
          }
        }
        yield kept;
      }
      default -> node;
    };
  }

  private static boolean isListDirective(String name) {
    return name.startsWith(ORDER_PREFIX)
        || name.startsWith(DELETE_PREFIX)
        || name.equals(RETAIN_KEYS);
  }
}
