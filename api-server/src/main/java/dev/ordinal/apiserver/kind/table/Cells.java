package dev.ordinal.apiserver.kind.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Texts that cells of several kinds share. */
public final class Cells {

  private static final Map<String, String> ACCESS_MODES =
      Map.of(
          "ReadWriteOnce", "RWO",
          "ReadOnlyMany", "ROX",
          "ReadWriteMany", "RWX",
          "ReadWriteOncePod", "RWOP");
  private static final List<String> ACCESS_MODE_ORDER =
      List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

  private Cells() {}

  /** {@code a=b,c=d}, sorted; {@code <none>} for an empty map. */
  public static String labels(JsonNode map) {
    Map<String, String> sorted = new TreeMap<>(Tree.strings(map));
    return sorted.isEmpty()
        ? "<none>"
        : sorted.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }

  /** A label selector in the form that {@code -l} takes; {@code <none>} where it is empty. */
  public static String selector(JsonNode selector) {
    String text = selectorText(selector);
    return text.isEmpty() ? "<none>" : text;
  }

  /** A label selector in the form that {@code -l} takes; empty where it selects everything. */
  public static String selectorText(JsonNode selector) {
    TreeMap<String, String> requirements = new TreeMap<>();
    Tree.strings(selector, "matchLabels")
        .forEach((k, v) -> requirements.put(k + "\0" + v, k + "=" + v));
    for (JsonNode expression : Tree.at(selector, "matchExpressions")) {
      String text = expression(expression);
      requirements.put(Tree.text(expression, "key") + "\0" + text, text);
    }
    return String.join(",", requirements.values());
  }

  private static String expression(JsonNode expression) {
    String key = Tree.text(expression, "key");
    List<String> values = Tree.texts(expression, "values").stream().sorted().toList();
    return switch (Tree.text(expression, "operator")) {
      case "In" -> key + " in (" + String.join(",", values) + ")";
      case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default -> key + " ?";
    };
  }

  /** {@code RWO,ROX}, each mode once and in upstream's order. */
  public static String accessModes(JsonNode modes) {
    Set<String> present = Set.copyOf(Tree.texts(modes));
    return ACCESS_MODE_ORDER.stream()
        .filter(present::contains)
        .map(mode -> ACCESS_MODES.getOrDefault(mode, mode))
        .collect(Collectors.joining(","));
  }

  /** The names of containers, for the wide column. */
  public static String containerNames(JsonNode podSpec) {
    return String.join(",", Tree.map(podSpec.path("containers"), c -> Tree.text(c, "name")));
  }

  /** The images of containers, for the wide column. */
  public static String images(JsonNode podSpec) {
    return String.join(",", Tree.map(podSpec.path("containers"), c -> Tree.text(c, "image")));
  }

  /** The wide columns Containers and Images of a kind with a pod template at a path. */
  public static List<Column> templateColumns(String... podSpecPath) {
    return List.of(
        Columns.wide(
            Columns.text(
                "Containers",
                "Names of the containers in the template.",
                o -> containerNames(Tree.at(o, podSpecPath)))),
        Columns.wide(
            Columns.text(
                "Images",
                "Images of the containers in the template.",
                o -> images(Tree.at(o, podSpecPath)))));
  }

  /** The phase, or {@code Terminating} once the object has a deletion timestamp. */
  public static String phase(JsonNode object) {
    return Tree.has(object, "metadata", "deletionTimestamp")
        ? "Terminating"
        : Tree.text(object, "status", "phase");
  }
}
