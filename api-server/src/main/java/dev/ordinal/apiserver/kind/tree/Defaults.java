package dev.ordinal.apiserver.kind.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table of defaults, one row per field, applied from the top to the bottom.
 *
 * <p>A path names fields from the table's root; {@code []} behind a name means each element of that
 * list. A row only applies where the parent of its last field exists, as in Go, where a default is
 * set on a struct that is there; a name with a trailing {@code !} is a struct by value, which is
 * always there, and is made. Immutable once built.
 */
public final class Defaults {

  private record Row(List<String> parents, Consumer<ObjectNode> action) {}

  private final List<Row> rows;

  private Defaults(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /** Starts a table. */
  public static Builder table() {
    return new Builder();
  }

  /** Fills in what is absent. */
  public void apply(ObjectNode root) {
    for (Row row : rows) {
      visit(root, row.parents(), 0, row.action());
    }
  }

  private static void visit(
      ObjectNode node, List<String> parents, int depth, Consumer<ObjectNode> action) {
    if (depth == parents.size()) {
      action.accept(node);
      return;
    }
    String name = parents.get(depth);
    if (name.endsWith("[]")) {
      for (ObjectNode element : Tree.objects(node, name.substring(0, name.length() - 2))) {
        visit(element, parents, depth + 1, action);
      }
    } else if (name.endsWith("!")) {
      String field = name.substring(0, name.length() - 1);
      visit(Tree.ensureObject(node, field), parents, depth + 1, action);
    } else if (node.get(name) instanceof ObjectNode child) {
      visit(child, parents, depth + 1, action);
    }
  }

  /** Collects the rows. Used by one thread. */
  public static final class Builder {

    private final List<Row> rows = new ArrayList<>();

    private Builder() {}

    /** A Go pointer: only an absent field is filled. */
    public Builder pointer(String path, Object value) {
      return leaf(path, value, false);
    }

    /** A Go value: an absent field is filled, and so is an empty text or a 0. */
    public Builder value(String path, Object value) {
      return leaf(path, value, true);
    }

    /** What no row can say; the path names the objects that the rule is applied to. */
    public Builder rule(String path, Consumer<ObjectNode> rule) {
      rows.add(new Row(path.isEmpty() ? List.of() : List.of(path.split("\\.")), rule));
      return this;
    }

    /** Another table, applied to the objects at a path. */
    public Builder table(String path, Defaults table) {
      return rule(path, table::apply);
    }

    /** The table. */
    public Defaults build() {
      return new Defaults(rows);
    }

    private Builder leaf(String path, Object value, boolean zeroCounts) {
      List<String> names = List.of(path.split("\\."));
      String field = names.getLast();
      JsonNode node = toNode(value);
      rows.add(
          new Row(
              names.subList(0, names.size() - 1),
              parent -> {
                if (isUnset(Tree.at(parent, field), zeroCounts)) {
                  parent.set(field, node.deepCopy());
                }
              }));
      return this;
    }

    private static boolean isUnset(JsonNode node, boolean zeroCounts) {
      return node.isMissingNode()
          || (zeroCounts
              && (node.isTextual()
                  ? node.asText().isEmpty()
                  : node.isNumber() && node.asLong() == 0));
    }

    private static JsonNode toNode(Object value) {
      JsonNodeFactory factory = JsonNodeFactory.instance;
      return switch (value) {
        case JsonNode node -> node;
        case String text -> factory.textNode(text);
        case Integer number -> factory.numberNode(number);
        case Boolean truth -> factory.booleanNode(truth);
        default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
      };
    }
  }
}
