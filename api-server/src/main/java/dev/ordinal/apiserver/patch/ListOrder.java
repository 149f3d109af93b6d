package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The order of a merged list: what the patch names stands in the patch's order, the rest stays
 * where it was among the others as well as can be.
 */
final class ListOrder {

  private ListOrder() {}

  /** Refuses a patch list whose order is not that of its order directive. */
  static void check(ArrayNode patch, ArrayNode order, String mergeKey) {
    if (patch.isEmpty() || order.isEmpty()) {
      return;
    }
    List<JsonNode> given = new ArrayList<>();
    for (JsonNode element : patch) {
      if (!element.has(StrategicMerge.DIRECTIVE)) {
        given.add(element);
      }
    }
    int found = 0;
    for (int i = 0; i < order.size() && found < given.size(); i++) {
      if (Trees.same(identity(given.get(found), mergeKey), identity(order.get(i), mergeKey))) {
        found++;
      }
    }
    if (found < given.size()) {
      throw PatchErrors.internal(
          "The order in patch list:\n"
              + PatchErrors.go(patch)
              + "\n doesn't match $setElementOrder list:\n"
              + PatchErrors.go(order)
              + "\n");
    }
  }

  /**
   * The merged elements in their final order.
   *
   * @param order the elements, or their keys, as the patch orders them
   * @param live the list before the patch
   */
  static ArrayNode restore(ArrayNode merged, ArrayNode order, ArrayNode live, String mergeKey) {
    Map<Object, Integer> wanted = Trees.positions(order, element -> identity(element, mergeKey));
    Map<Object, Integer> before = Trees.positions(live, element -> identity(element, mergeKey));
    List<JsonNode> named = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode element : merged) {
      (position(wanted, element, mergeKey) >= 0 ? named : others).add(element);
    }
    named.sort(Comparator.comparingInt(element -> position(wanted, element, mergeKey)));
    ArrayNode result = merged.arrayNode(merged.size());
    int i = 0;
    for (JsonNode element : named) {
      int place = position(before, element, mergeKey);
      while (i < others.size() && place >= 0) {
        int other = position(before, others.get(i), mergeKey);
        if (other < 0 || other > place) {
          break;
        }
        result.add(others.get(i++));
      }
      result.add(element);
    }
    result.addAll(others.subList(i, others.size()));
    return result;
  }

  private static int position(Map<Object, Integer> positions, JsonNode element, String mergeKey) {
    return positions.getOrDefault(Trees.key(identity(element, mergeKey)), -1);
  }

  private static JsonNode identity(JsonNode element, String mergeKey) {
    return mergeKey.isEmpty() ? element : ListMerge.key(element, mergeKey);
  }
}
