package dev.ordinal.apiserver.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.Column;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import java.time.Instant;
import java.util.Optional;

/** Builds upstream's Table objects. Pure. */
final class Tables {

  /** What a row carries beside its cells. */
  enum Include {
    NONE,
    METADATA,
    OBJECT
  }

  private Tables() {}

  static Include include(ApiRequest request) {
    String value = request.query().text("includeObject").orElse("Metadata");
    return switch (value) {
      case "None" -> Include.NONE;
      case "Metadata" -> Include.METADATA;
      case "Object" -> Include.OBJECT;
      default ->
          throw ApiException.of(
              400,
              "BadRequest",
              "unrecognized includeObject value: \"" + value + "\"",
              Optional.empty());
    };
  }

  static ObjectNode head(ResourceType type, Accepted accepted, ListMeta meta) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", accepted.metaApiVersion());
    table.set("metadata", meta.tree());
    ArrayNode definitions = table.putArray("columnDefinitions");
    for (Column column : type.columns()) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.description())
          .put("priority", column.priority());
    }
    table.putArray("rows");
    return table;
  }

  static ObjectNode row(
      ResourceType type, Accepted accepted, Include include, ObjectNode object, Instant now) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    ArrayNode cells = row.putArray("cells");
    for (Column column : type.columns()) {
      cells.add(column.cell().apply(object, now));
    }
    switch (include) {
      case NONE -> row.putNull("object");
      case METADATA -> row.set("object", partial(accepted, object));
      case OBJECT -> row.set("object", object);
    }
    return row;
  }

  static ObjectNode partial(Accepted accepted, ObjectNode object) {
    ObjectNode partial = JsonNodeFactory.instance.objectNode();
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", accepted.metaApiVersion());
    partial.set("metadata", object.path("metadata"));
    return partial;
  }
}
