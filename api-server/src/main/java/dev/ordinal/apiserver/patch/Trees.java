package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Comparing trees that were read by different readers. */
final class Trees {

  private Trees() {}

  /** Equal, whatever class a number has. */
  static boolean same(JsonNode a, JsonNode b) {
    return a.equals(
        (x, y) -> {
          if (x.isNumber() && y.isNumber()) {
            return x.decimalValue().compareTo(y.decimalValue());
          }
          return x.equals(y) ? 0 : 1;
        },
        b);
  }

  /** A value for hash tables; the same for trees that are {@link #same} but for nested numbers. */
  static Object key(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.isTextual() ? node.textValue() : node;
  }

  /** The first position of each element by its identity. */
  static Map<Object, Integer> positions(ArrayNode list, Function<JsonNode, JsonNode> identity) {
    Map<Object, Integer> positions = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      positions.putIfAbsent(key(identity.apply(list.get(i))), i);
    }
    return positions;
  }
}
