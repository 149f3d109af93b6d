package dev.ordinal.apiserver.kind.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.tree.Tree;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Makes columns. */
public final class Columns {

  /** The object's name. */
  public static final Column NAME =
      new Column(
          "Name",
          "string",
          "name",
          "Name of the object, unique within its namespace.",
          0,
          (object, now) -> TextNode.valueOf(Tree.text(object, "metadata", "name")));

  /** How long ago the object was created. */
  public static final Column AGE =
      aged("Age", "Time since the object was created.", "metadata", "creationTimestamp");

  /** When the object was created, as a time stamp. */
  public static final Column CREATED_AT =
      new Column(
          "Created At",
          "date",
          "",
          "Time at which the object was created.",
          0,
          (object, now) -> TextNode.valueOf(Tree.text(object, "metadata", "creationTimestamp")));

  private Columns() {}

  /** A text. */
  public static Column text(String name, String description, Function<ObjectNode, String> cell) {
    return column(name, "string", description, o -> TextNode.valueOf(cell.apply(o)));
  }

  /** A text in a field. */
  public static Column field(String name, String description, String... path) {
    return text(name, description, o -> Tree.text(o, path));
  }

  /** A text that depends on the time. */
  public static Column timed(
      String name, String description, BiFunction<ObjectNode, Instant, String> cell) {
    return new Column(
        name, "string", "", description, 0, (o, now) -> TextNode.valueOf(cell.apply(o, now)));
  }

  /** The age of the time stamp in a field. */
  public static Column aged(String name, String description, String... path) {
    return timed(name, description, (o, now) -> HumanDuration.since(Tree.text(o, path), now));
  }

  /** A number. */
  public static Column integer(String name, String description, ToLongFunction<ObjectNode> cell) {
    return column(name, "integer", description, o -> LongNode.valueOf(cell.applyAsLong(o)));
  }

  /** A truth value. */
  public static Column truth(String name, String description, Predicate<ObjectNode> cell) {
    return column(name, "boolean", description, o -> BooleanNode.valueOf(cell.test(o)));
  }

  /** The same column, shown in wide output only. */
  public static Column wide(Column column) {
    return new Column(
        column.name(), column.type(), column.format(), column.description(), 1, column.cell());
  }

  private static Column column(
      String name, String type, String description, Function<ObjectNode, JsonNode> cell) {
    return new Column(name, type, "", description, 0, (o, now) -> cell.apply(o));
  }
}
