package dev.ordinal.apiserver.kind.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads JSON trees the way Go reads structs: what is absent, null or of another type is zero. */
public final class Tree {

  private Tree() {}

  /** The node at a path; a missing node where any part is absent or null. */
  public static JsonNode at(JsonNode node, String... names) {
    JsonNode current = node;
    for (String name : names) {
      current = current.path(name);
    }
    return current.isNull() ? MissingNode.getInstance() : current;
  }

  /** The text at a path; empty where there is none. */
  public static String text(JsonNode node, String... names) {
    return at(node, names).asText("");
  }

  /** The number at a path; 0 where there is none. */
  public static long number(JsonNode node, String... names) {
    return at(node, names).asLong(0);
  }

  /** The truth at a path; false where there is none. */
  public static boolean truth(JsonNode node, String... names) {
    return at(node, names).asBoolean(false);
  }

  /** Whether something is there (a Go pointer that is not nil). */
  public static boolean has(JsonNode node, String... names) {
    return !at(node, names).isMissingNode();
  }

  /** The objects of the list at a path. */
  public static List<ObjectNode> objects(JsonNode node, String... names) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode element : at(node, names)) {
      if (element instanceof ObjectNode object) {
        found.add(object);
      }
    }
    return found;
  }

  /** The texts of the list at a path. */
  public static List<String> texts(JsonNode node, String... names) {
    List<String> found = new ArrayList<>();
    for (JsonNode element : at(node, names)) {
      found.add(element.asText());
    }
    return found;
  }

  /** The string map at a path, in the order written. */
  public static Map<String, String> strings(JsonNode node, String... names) {
    Map<String, String> found = new LinkedHashMap<>();
    at(node, names).properties().forEach(e -> found.put(e.getKey(), e.getValue().asText("")));
    return found;
  }

  /** The object at a path, where there is one. */
  public static Optional<ObjectNode> object(JsonNode node, String... names) {
    return at(node, names) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  /** The object at a path; made, with its parents, where it is absent. */
  public static ObjectNode ensureObject(ObjectNode node, String... names) {
    ObjectNode current = node;
    for (String name : names) {
      current = current.get(name) instanceof ObjectNode next ? next : current.putObject(name);
    }
    return current;
  }

  /** The list in a field; made where it is absent. */
  public static ArrayNode ensureArray(ObjectNode node, String name) {
    return node.get(name) instanceof ArrayNode array ? array : node.putArray(name);
  }

  /** The first object of a list whose field has a value. */
  public static Optional<ObjectNode> find(JsonNode list, String field, String value) {
    return objects(list).stream().filter(o -> text(o, field).equals(value)).findFirst();
  }

  /** Sets or removes a field so that it is as in another object. */
  public static void copyField(JsonNode from, ObjectNode to, String name) {
    JsonNode value = at(from, name);
    if (value.isMissingNode()) {
      to.remove(name);
    } else {
      to.set(name, value.deepCopy());
    }
  }

  /** Equality as Go's semantic comparison sees it: nulls and empty collections count as absent. */
  public static boolean same(JsonNode one, JsonNode other) {
    return pruned(one).equals(pruned(other));
  }

  /** A list turned into another. */
  public static <T> List<T> map(JsonNode list, Function<ObjectNode, T> function) {
    return objects(list).stream().map(function).toList();
  }

  private static JsonNode pruned(JsonNode node) {
    if (node.isNull() || node.isMissingNode()) {
      return MissingNode.getInstance();
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        JsonNode value = pruned(entry.getValue());
        if (!value.isMissingNode() && !(value.isArray() && value.isEmpty())) {
          copy.set(entry.getKey(), value);
        }
      }
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      for (JsonNode element : array) {
        JsonNode value = pruned(element);
        if (!value.isMissingNode()) {
          copy.add(value);
        }
      }
      return copy;
    }
    return node.isIntegralNumber() ? LongNode.valueOf(node.asLong()) : node;
  }
}
