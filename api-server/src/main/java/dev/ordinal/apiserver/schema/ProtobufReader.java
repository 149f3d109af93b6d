package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.schema.GoType.Basic;
import dev.ordinal.apiserver.schema.GoType.ListOf;
import dev.ordinal.apiserver.schema.GoType.MapOf;
import dev.ordinal.apiserver.schema.GoType.Scalar;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kubernetes' protobuf envelope into a tree, by the field numbers of the table. One use per
 * document.
 */
final class ProtobufReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private final Schemas schemas;

  ProtobufReader(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * The tree of a body.
   *
   * @param expected the kind where the envelope does not say
   */
  ObjectNode read(byte[] body, Gvk expected) throws IOException {
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= body.length || body[i] != MAGIC[i]) {
        throw new ValueException("provided data does not appear to be a protobuf message");
      }
    }
    ProtobufCursor envelope = new ProtobufCursor(body, MAGIC.length, body.length);
    String apiVersion = "";
    String kind = "";
    ProtobufCursor raw = new ProtobufCursor(body, body.length, body.length);
    while (envelope.next()) {
      if (envelope.field() == 1) {
        ProtobufCursor identity = envelope.message();
        while (identity.next()) {
          switch (identity.field()) {
            case 1 -> apiVersion = identity.string();
            case 2 -> kind = identity.string();
            default -> {}
          }
        }
      } else if (envelope.field() == 2) {
        raw = envelope.message();
      }
    }
    Gvk gvk = Rejections.given(expected, kind, apiVersion);
    StructType type =
        schemas
            .find(gvk)
            .or(() -> schemas.find(expected))
            .orElseThrow(() -> new ValueException("no protobuf form for " + gvk.kind()));
    ObjectNode object = struct(type, raw, 0);
    object.put("kind", gvk.kind()).put("apiVersion", gvk.apiVersion());
    return object;
  }

  private ObjectNode struct(StructType type, ProtobufCursor cursor, int depth) throws IOException {
    if (depth > BodyReader.MAX_DEPTH) {
      throw new ValueException("exceeded max depth");
    }
    Map<Integer, StructField> fields = new HashMap<>();
    type.declared().forEach(field -> fields.put(field.number(), field));
    ObjectNode object = NODES.objectNode();
    while (cursor.next()) {
      StructField field = fields.get(cursor.field());
      if (field == null || cursor.field() == 0) {
        continue;
      }
      if (field.inlined() && field.type() instanceof StructType inlined) {
        object.setAll(struct(inlined, cursor.message(), depth + 1));
      } else {
        field(object, field, cursor, depth);
      }
    }
    return object;
  }

  private void field(ObjectNode object, StructField field, ProtobufCursor cursor, int depth)
      throws IOException {
    switch (field.type()) {
      case ListOf list when list.goName().startsWith("[]") -> {
        ArrayNode array =
            object.get(field.json()) instanceof ArrayNode present
                ? present
                : object.putArray(field.json());
        array.add(value(list.element(), cursor, depth));
      }
      case MapOf map -> {
        ObjectNode target =
            object.get(field.json()) instanceof ObjectNode present
                ? present
                : object.putObject(field.json());
        entry(target, map, cursor.message(), depth);
      }
      default -> object.set(field.json(), value(field.type(), cursor, depth));
    }
  }

  private void entry(ObjectNode target, MapOf map, ProtobufCursor cursor, int depth)
      throws IOException {
    String key = "";
    @Nullable JsonNode value = null;
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> key = cursor.string();
        case 2 -> value = value(map.value(), cursor, depth + 1);
        default -> {}
      }
    }
    target.set(key, value == null ? NODES.nullNode() : value);
  }

  private JsonNode value(GoType type, ProtobufCursor cursor, int depth) throws IOException {
    return switch (type) {
      case StructType struct -> struct(struct, cursor.message(), depth + 1);
      case Scalar scalar -> scalar(scalar.basic(), cursor);
      case ListOf list -> {
        ArrayNode items = NODES.arrayNode();
        ProtobufCursor wrapper = cursor.message();
        while (wrapper.next()) {
          items.add(value(list.element(), wrapper, depth + 1));
        }
        yield items;
      }
      case MapOf ignored -> throw new ValueException("unexpected map");
    };
  }

  private static JsonNode scalar(Basic basic, ProtobufCursor cursor) throws IOException {
    return switch (basic) {
      case STRING -> NODES.textNode(cursor.string());
      case BOOL -> NODES.booleanNode(cursor.varint() != 0);
      case INT32 -> NODES.numberNode((int) cursor.varint());
      case INT64 -> NODES.numberNode(cursor.varint());
      case BYTES -> NODES.textNode(Base64.getEncoder().encodeToString(cursor.bytes()));
      case QUANTITY -> {
        ProtobufCursor quantity = cursor.message();
        yield NODES.textNode(quantity.next() ? quantity.string() : "0");
      }
      case TIME, MICRO_TIME -> time(cursor.message(), basic == Basic.MICRO_TIME);
      case DURATION -> {
        ProtobufCursor duration = cursor.message();
        yield NODES.textNode(duration.next() ? duration.varint() / 1e9 + "s" : "0s");
      }
      case INT_OR_STRING -> intOrString(cursor.message());
      case RAW -> {
        ProtobufCursor raw = cursor.message();
        yield raw.next() ? new BodyReader().json(raw.bytes()) : NODES.nullNode();
      }
    };
  }

  private static JsonNode time(ProtobufCursor cursor, boolean micro) {
    long seconds = 0;
    long nanos = 0;
    boolean present = false;
    while (cursor.next()) {
      present = true;
      switch (cursor.field()) {
        case 1 -> seconds = cursor.varint();
        case 2 -> nanos = cursor.varint();
        default -> {}
      }
    }
    if (Math.abs(seconds) > 253_402_300_799L) {
      throw new ValueException("time out of range");
    }
    return present
        ? NODES.textNode(GoTime.format(Instant.ofEpochSecond(seconds, nanos), micro))
        : NODES.nullNode();
  }

  private static JsonNode intOrString(ProtobufCursor cursor) {
    long type = 0;
    long number = 0;
    String text = "";
    while (cursor.next()) {
      switch (cursor.field()) {
        case 1 -> type = cursor.varint();
        case 2 -> number = cursor.varint();
        case 3 -> text = cursor.string();
        default -> {}
      }
    }
    return type == 0 ? NODES.numberNode((int) number) : NODES.textNode(text);
  }
}
