package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.GoType.Basic;
import dev.ordinal.apiserver.schema.GoType.ListOf;
import dev.ordinal.apiserver.schema.GoType.MapOf;
import dev.ordinal.apiserver.schema.GoType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a tree what is left of it after a way through Go's struct: one use per object, one
 * thread.
 */
final class Normalizer {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Duplicates duplicates;
  private final boolean fill;
  private final List<String> problems = new ArrayList<>();
  private final StringBuilder path = new StringBuilder();
  private final StringBuilder goPath = new StringBuilder();

  /**
   * A normalizer.
   *
   * @param duplicates the names that stood twice in the source
   * @param fill whether to put in what Go always writes
   */
  Normalizer(Duplicates duplicates, boolean fill) {
    this.duplicates = duplicates;
    this.fill = fill;
  }

  /** Unknown and duplicate fields that were met. */
  List<String> problems() {
    return problems;
  }

  /** The object with its fields in order, without nulls and without what Go omits. */
  ObjectNode struct(StructType type, ObjectNode source) {
    duplicates(source);
    unknownFields(type, source);
    ObjectNode target = NODES.objectNode();
    for (StructField field : type.fields()) {
      JsonNode given = source.get(field.json());
      JsonNode value = given == null || given.isNull() ? null : inField(type, field, given);
      if (value == null && fill) {
        value = fillIn(field);
      }
      if (value != null && !omitted(field, value)) {
        target.set(field.json(), value);
      }
    }
    return target;
  }

  private void duplicates(ObjectNode source) {
    for (String name : duplicates.in(source)) {
      problems.add("duplicate field " + GoText.quote(join(name)));
    }
  }

  private void unknownFields(StructType type, ObjectNode source) {
    source
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (type.field(name).isEmpty()) {
                problems.add("unknown field " + GoText.quote(join(name)));
              }
            });
  }

  private String join(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private @Nullable JsonNode inField(StructType type, StructField field, JsonNode given) {
    int pathLength = path.length();
    int goLength = goPath.length();
    path.append(pathLength == 0 ? "" : ".").append(field.json());
    goPath.append(goLength == 0 ? "" : ".").append(field.json());
    JsonNode value = convert(type, field.type(), given);
    path.setLength(pathLength);
    goPath.setLength(goLength);
    return value;
  }

  private @Nullable JsonNode convert(StructType owner, GoType type, JsonNode given) {
    return switch (type) {
      case Scalar scalar -> scalar(owner, scalar, given);
      case StructType struct -> {
        if (given instanceof ObjectNode object) {
          yield struct(struct, object);
        }
        throw mismatch(owner, struct, given);
      }
      case ListOf list -> {
        if (given instanceof ArrayNode array) {
          yield list(owner, list, array);
        }
        throw mismatch(owner, list, given);
      }
      case MapOf map -> {
        if (given instanceof ObjectNode object) {
          yield map(owner, map, object);
        }
        throw mismatch(owner, map, given);
      }
    };
  }

  private ArrayNode list(StructType owner, ListOf type, ArrayNode source) {
    ArrayNode target = NODES.arrayNode(source.size());
    int length = path.length();
    for (int i = 0; i < source.size(); i++) {
      path.append('[').append(i).append(']');
      target.add(element(owner, type.element(), source.get(i)));
      path.setLength(length);
    }
    return target;
  }

  private ObjectNode map(StructType owner, MapOf type, ObjectNode source) {
    duplicates(source);
    Map<String, JsonNode> sorted = new TreeMap<>(GoJson.KEY_ORDER);
    int length = path.length();
    for (Map.Entry<String, JsonNode> entry : source.properties()) {
      path.append(length == 0 ? "" : ".").append(entry.getKey());
      sorted.put(entry.getKey(), element(owner, type.value(), entry.getValue()));
      path.setLength(length);
    }
    ObjectNode target = NODES.objectNode();
    target.setAll(sorted);
    return target;
  }

  /** A null among the elements is Go's zero value. */
  private JsonNode element(StructType owner, GoType type, JsonNode given) {
    JsonNode value = given.isNull() ? null : convert(owner, type, given);
    if (value == null) {
      value = given.isNull() ? zero(type) : given;
    }
    return value == null ? NODES.nullNode() : value;
  }

  private @Nullable JsonNode scalar(StructType owner, Scalar type, JsonNode given) {
    try {
      return switch (type.basic()) {
        case STRING, DURATION -> given.isTextual() ? given : wrong(owner, type, given);
        case BOOL -> given.isBoolean() ? given : wrong(owner, type, given);
        case INT32, INT64 -> integer(owner, type, given);
        case RAW -> given;
        case BYTES -> Values.bytes(given.isTextual() ? given : wrong(owner, type, given));
        case QUANTITY -> Values.quantity(given);
        case TIME, MICRO_TIME -> {
          JsonNode text = given.isTextual() ? given : wrong(owner, STRING, given);
          boolean micro = type.basic() == Basic.MICRO_TIME;
          yield text.textValue().isEmpty() && !micro
              ? null
              : NODES.textNode(GoTime.canonical(text.textValue(), micro));
        }
        case INT_OR_STRING -> given.isTextual() ? given : integer(owner, INT32, given);
      };
    } catch (IllegalArgumentException e) {
      throw new ValueException(String.valueOf(e.getMessage()));
    }
  }

  private static final Scalar STRING = new Scalar(Basic.STRING, "string", "");
  private static final Scalar INT32 = new Scalar(Basic.INT32, "int32", "");

  private JsonNode integer(StructType owner, Scalar type, JsonNode given) {
    if (given.isIntegralNumber()
        && (type.basic() == Basic.INT32 ? given.canConvertToInt() : given.canConvertToLong())) {
      return type.basic() == Basic.INT32
          ? NODES.numberNode(given.intValue())
          : NODES.numberNode(given.longValue());
    }
    if (given.isNumber()) {
      throw mismatch(owner, type, "number " + given.asText());
    }
    return wrong(owner, type, given);
  }

  private JsonNode wrong(StructType owner, GoType type, JsonNode given) {
    throw mismatch(owner, type, given);
  }

  private ValueException mismatch(StructType owner, GoType type, JsonNode given) {
    return mismatch(owner, type, GoJson.kindOf(given));
  }

  private ValueException mismatch(StructType owner, GoType type, String given) {
    return new ValueException(
        "json: cannot unmarshal "
            + given
            + " into Go struct field "
            + owner.name()
            + "."
            + goPath
            + " of type "
            + type.goName());
  }

  private static boolean omitted(StructField field, JsonNode value) {
    if (!field.omitEmpty() || field.pointer()) {
      return false;
    }
    return switch (field.type()) {
      case StructType ignored -> false;
      case ListOf ignored -> value.isEmpty();
      case MapOf ignored -> value.isEmpty();
      case Scalar scalar ->
          switch (scalar.basic()) {
            case STRING, BYTES -> value.textValue().isEmpty();
            case BOOL -> !value.booleanValue();
            case INT32, INT64, DURATION -> value.isIntegralNumber() && value.longValue() == 0;
            case QUANTITY, TIME, MICRO_TIME, INT_OR_STRING, RAW -> false;
          };
    };
  }

  private @Nullable JsonNode fillIn(StructField field) {
    if (field.pointer()) {
      return null;
    }
    boolean always =
        switch (field.type()) {
          case StructType ignored -> true;
          case ListOf ignored -> false;
          case MapOf ignored -> false;
          case Scalar s ->
              !field.omitEmpty() || s.basic() == Basic.INT_OR_STRING || s.basic() == Basic.QUANTITY;
        };
    return always ? zero(field.type()) : null;
  }

  /** The zero value, null where Go writes null. */
  private @Nullable JsonNode zero(GoType type) {
    return switch (type) {
      case StructType struct -> fill ? struct(struct, NODES.objectNode()) : NODES.objectNode();
      case ListOf ignored -> null;
      case MapOf ignored -> null;
      case Scalar scalar ->
          switch (scalar.basic()) {
            case STRING -> NODES.textNode("");
            case BOOL -> NODES.booleanNode(false);
            case INT32, INT64, INT_OR_STRING -> NODES.numberNode(0);
            case QUANTITY -> NODES.textNode("0");
            case DURATION -> NODES.textNode("0s");
            case BYTES, TIME, MICRO_TIME, RAW -> null;
          };
    };
  }
}
