package dev.ordinal.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes a Swagger document as gnostic's message {@code openapi.v2.Document}. */
final class SwaggerProtobuf {

  private static final String EXTENSION = "x-";

  private SwaggerProtobuf() {}

  static byte[] document(ObjectNode swagger) {
    ProtobufWriter out = new ProtobufWriter();
    out.string(1, swagger.path("swagger").asText());
    out.message(
        2,
        info ->
            info.string(1, swagger.at("/info/title").asText())
                .string(2, swagger.at("/info/version").asText()));
    out.message(
        8,
        paths -> {
          for (Map.Entry<String, JsonNode> entry : swagger.path("paths").properties()) {
            paths.message(
                2,
                named ->
                    named.string(1, entry.getKey()).message(2, p -> path(p, entry.getValue())));
          }
        });
    out.message(9, definitions -> schemas(definitions, swagger.path("definitions")));
    return out.toBytes();
  }

  private static void path(ProtobufWriter out, JsonNode item) {
    String[] methods = {"get", "put", "post", "delete", "options", "head", "patch"};
    for (int i = 0; i < methods.length; i++) {
      JsonNode operation = item.get(methods[i]);
      if (operation != null) {
        out.message(2 + i, o -> operation(o, operation));
      }
    }
    item.path("parameters").forEach(p -> out.message(9, item1 -> parameter(item1, p)));
  }

  private static void operation(ProtobufWriter out, JsonNode operation) {
    out.string(5, operation.path("operationId").asText());
    operation.path("consumes").forEach(type -> out.string(7, type.asText()));
    operation.path("parameters").forEach(p -> out.message(8, item -> parameter(item, p)));
    out.message(
        9,
        responses -> {
          for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
            String description = entry.getValue().path("description").asText();
            responses.message(
                1,
                named ->
                    named
                        .string(1, entry.getKey())
                        .message(2, value -> value.message(1, r -> r.string(1, description))));
          }
        });
    extensions(out, 13, operation);
  }

  private static void parameter(ProtobufWriter out, JsonNode parameter) {
    boolean query = parameter.path("in").asText().equals("query");
    out.message(
        1,
        any ->
            any.message(
                2,
                nonBody ->
                    nonBody.message(
                        query ? 3 : 4,
                        p -> {
                          p.bool(1, parameter.path("required").asBoolean());
                          p.string(2, parameter.path("in").asText());
                          p.string(4, parameter.path("name").asText());
                          p.string(query ? 6 : 5, parameter.path("type").asText());
                        })));
  }

  private static void schemas(ProtobufWriter out, JsonNode named) {
    for (Map.Entry<String, JsonNode> entry : named.properties()) {
      out.message(
          1, item -> item.string(1, entry.getKey()).message(2, s -> schema(s, entry.getValue())));
    }
  }

  private static void schema(ProtobufWriter out, JsonNode schema) {
    out.string(1, schema.path("$ref").asText());
    out.string(2, schema.path("format").asText());
    out.string(4, schema.path("description").asText());
    JsonNode given = schema.get("default");
    if (given != null) {
      out.message(5, any -> any.string(2, given.toString()));
    }
    schema.path("required").forEach(name -> out.string(19, name.asText()));
    schema.path("enum").forEach(value -> out.message(20, any -> any.string(2, value.toString())));
    JsonNode additional = schema.get("additionalProperties");
    if (additional != null) {
      out.message(21, item -> item.message(1, s -> schema(s, additional)));
    }
    JsonNode type = schema.get("type");
    if (type != null) {
      out.message(22, item -> item.string(1, type.asText()));
    }
    JsonNode items = schema.get("items");
    if (items != null) {
      out.message(23, item -> item.message(1, s -> schema(s, items)));
    }
    JsonNode properties = schema.get("properties");
    if (properties != null) {
      out.message(25, p -> schemas(p, properties));
    }
    extensions(out, 31, schema);
  }

  private static void extensions(ProtobufWriter out, int field, JsonNode node) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().startsWith(EXTENSION)) {
        out.message(
            field,
            named ->
                named
                    .string(1, entry.getKey())
                    .message(2, any -> any.string(2, entry.getValue().toString())));
      }
    }
  }
}
