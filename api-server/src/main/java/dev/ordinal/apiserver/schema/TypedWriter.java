package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.GoType.ListOf;
import dev.ordinal.apiserver.schema.GoType.MapOf;
import dev.ordinal.apiserver.schema.GoType.Scalar;
import java.util.Map;

/** Writes a canonical tree, and the nulls that Go writes for what a canonical tree leaves out. */
final class TypedWriter {

  private final GoJson out = new GoJson();

  byte[] write(StructType type, ObjectNode object) {
    struct(type, object);
    return out.toBytes();
  }

  private void struct(StructType type, ObjectNode object) {
    out.raw("{");
    boolean first = true;
    for (StructField field : type.fields()) {
      JsonNode value = object.get(field.json());
      if (value == null && !writesNull(field)) {
        continue;
      }
      out.name(field.json(), first);
      first = false;
      if (value == null) {
        out.raw("null");
      } else {
        value(field.type(), value);
      }
    }
    out.raw("}");
  }

  private void value(GoType type, JsonNode value) {
    if (type instanceof StructType struct && value instanceof ObjectNode object) {
      struct(struct, object);
    } else if (type instanceof ListOf list && list.element() instanceof StructType) {
      String separator = "[";
      for (JsonNode element : value) {
        out.raw(separator);
        value(list.element(), element);
        separator = ",";
      }
      out.raw(value.isEmpty() ? "[]" : "]");
    } else if (type instanceof MapOf map && map.value() instanceof StructType) {
      out.raw("{");
      boolean first = true;
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        out.name(entry.getKey(), first);
        value(map.value(), entry.getValue());
        first = false;
      }
      out.raw("}");
    } else {
      out.value(value);
    }
  }

  private static boolean writesNull(StructField field) {
    if (!field.omitEmpty()) {
      return true;
    }
    return !field.pointer()
        && !field.omitZero()
        && field.type() instanceof Scalar scalar
        && switch (scalar.basic()) {
          case TIME, MICRO_TIME, RAW -> true;
          default -> false;
        };
  }
}
