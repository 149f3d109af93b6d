package dev.ordinal.apiserver.kind.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.tree.Tree;
import dev.ordinal.apiserver.quantity.Quantity;
import java.util.ArrayList;
import java.util.List;

/** The quality-of-service class that follows from a pod's requests and limits. */
final class QosClass {

  private static final List<String> COUNTED = List.of("cpu", "memory");

  private QosClass() {}

  static String of(ObjectNode pod) {
    JsonNode spec = pod.path("spec");
    List<JsonNode> all = new ArrayList<>();
    if (COUNTED.stream()
        .anyMatch(name -> isSet(spec, "requests", name) || isSet(spec, "limits", name))) {
      all.add(spec);
    } else {
      all.addAll(Tree.objects(spec, "containers"));
      all.addAll(Tree.objects(spec, "initContainers"));
    }
    boolean any = false;
    boolean guaranteed = true;
    for (JsonNode holder : all) {
      for (String name : COUNTED) {
        boolean limited = isSet(holder, "limits", name);
        any |= limited || isSet(holder, "requests", name);
        guaranteed &= limited && isEqual(holder, name);
      }
    }
    if (!any) {
      return "BestEffort";
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }

  private static boolean isSet(JsonNode holder, String list, String name) {
    String text = Tree.text(holder, "resources", list, name);
    return !text.isEmpty() && Quantity.parse(text).compareTo(Quantity.parse("0")) > 0;
  }

  /** A request cannot be above its limit, so the sums are equal where each pair is. */
  private static boolean isEqual(JsonNode holder, String name) {
    String request = Tree.text(holder, "resources", "requests", name);
    String limit = Tree.text(holder, "resources", "limits", name);
    return request.isEmpty() || Quantity.parse(request).equals(Quantity.parse(limit));
  }
}
