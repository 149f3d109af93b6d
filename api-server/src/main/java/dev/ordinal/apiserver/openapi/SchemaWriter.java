package dev.ordinal.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.Descriptions;
import dev.ordinal.apiserver.schema.GoType;
import dev.ordinal.apiserver.schema.GoType.ListOf;
import dev.ordinal.apiserver.schema.GoType.MapOf;
import dev.ordinal.apiserver.schema.GoType.Scalar;
import dev.ordinal.apiserver.schema.Schemas;
import dev.ordinal.apiserver.schema.StructField;
import dev.ordinal.apiserver.schema.StructType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the schemas of types and of all that they need. One use per document. */
final class SchemaWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Schemas schemas;
  private final Descriptions descriptions;
  private final Dialect dialect;
  private final Map<String, ObjectNode> written = new TreeMap<>();

  SchemaWriter(Schemas schemas, Descriptions descriptions, Dialect dialect) {
    this.schemas = schemas;
    this.descriptions = descriptions;
    this.dialect = dialect;
  }

  /** All schemas so far, by name. */
  ObjectNode all() {
    ObjectNode all = NODES.objectNode();
    all.setAll(written);
    return all;
  }

  /** Adds a type and what it needs. */
  ObjectNode add(StructType type) {
    ObjectNode present = written.get(type.openApiName());
    if (present != null) {
      return present;
    }
    ObjectNode schema = NODES.objectNode();
    written.put(type.openApiName(), schema);
    describe(schema, descriptions.of(type));
    Set<String> required = new TreeSet<>();
    Map<String, ObjectNode> properties = new TreeMap<>();
    for (StructField field : type.fields()) {
      properties.put(field.json(), property(type, field));
      if (field.required()) {
        required.add(field.json());
      }
    }
    if (!properties.isEmpty()) {
      schema.putObject("properties").setAll(properties);
    }
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    schema.put("type", "object");
    if (type.atomic()) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    return schema;
  }

  /** Says which kinds a type is. */
  void kind(StructType type, String group, String version, String kind) {
    ObjectNode schema = add(type);
    ArrayNode kinds =
        schema.get("x-kubernetes-group-version-kind") instanceof ArrayNode present
            ? present
            : schema.putArray("x-kubernetes-group-version-kind");
    kinds.addObject().put("group", group).put("kind", kind).put("version", version);
  }

  private ObjectNode property(StructType owner, StructField field) {
    ObjectNode schema = NODES.objectNode();
    String own = descriptions.of(owner, field);
    describe(schema, own.isEmpty() ? firstSentence(field.type()) : own);
    fill(schema, field.type(), true);
    String given = field.fact("default");
    if (given.startsWith("\"")) {
      schema.put("default", given.substring(1, given.length() - 1));
    }
    String mapType = field.fact("map") + field.fact("struct");
    if (!mapType.isEmpty()) {
      schema.put("x-kubernetes-map-type", mapType);
    }
    if (!field.listType().isEmpty()) {
      if (!field.listKeys().isEmpty()) {
        field.listKeys().forEach(schema.putArray("x-kubernetes-list-map-keys")::add);
      }
      schema.put("x-kubernetes-list-type", field.listType());
    }
    if (!field.mergeKey().isEmpty()) {
      schema.put("x-kubernetes-patch-merge-key", field.mergeKey());
    }
    if (!field.patchStrategies().isEmpty()) {
      schema.put(
          "x-kubernetes-patch-strategy",
          String.join(",", field.patchStrategies().stream().sorted().toList()));
    }
    return schema;
  }

  private void fill(ObjectNode schema, GoType type, boolean wrapped) {
    switch (type) {
      case StructType struct -> {
        add(struct);
        reference(schema, struct.openApiName(), wrapped);
      }
      case ListOf list -> {
        fill(schema.put("type", "array").putObject("items"), list.element(), true);
      }
      case MapOf map -> {
        fill(schema.put("type", "object").putObject("additionalProperties"), map.value(), false);
      }
      case Scalar scalar -> scalar(schema, scalar, wrapped);
    }
  }

  private void reference(ObjectNode schema, String name, boolean wrapped) {
    String target = dialect.reference(name);
    if (dialect == Dialect.V3 && wrapped) {
      schema.putArray("allOf").addObject().put("$ref", target);
      schema.putObject("default");
    } else {
      schema.put("$ref", target);
    }
  }

  private void scalar(ObjectNode schema, Scalar scalar, boolean wrapped) {
    switch (scalar.basic()) {
      case STRING, DURATION -> {
        schema.put("type", "string");
        List<String> values = schemas.enumValues(scalar.typeName());
        if (!values.isEmpty()) {
          values.stream().sorted().forEach(schema.putArray("enum")::add);
        }
      }
      case BOOL -> schema.put("type", "boolean");
      case INT32 -> schema.put("type", "integer").put("format", "int32");
      case INT64 -> schema.put("type", "integer").put("format", "int64");
      case BYTES -> schema.put("type", "string").put("format", "byte");
      case QUANTITY, TIME, MICRO_TIME, INT_OR_STRING, RAW -> {
        String name = WellKnownSchemas.name(scalar);
        written.computeIfAbsent(name, key -> WellKnownSchemas.schema(scalar, dialect));
        reference(schema, name, wrapped);
        schema.remove("default");
      }
    }
  }

  /** The source has no text for fields that refer to a type; kubectl's lists want one. */
  private String firstSentence(GoType type) {
    if (!(type instanceof StructType struct)) {
      return "";
    }
    String text = descriptions.of(struct);
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  private static void describe(ObjectNode schema, String text) {
    if (!text.isEmpty()) {
      schema.put("description", text);
    }
  }
}
