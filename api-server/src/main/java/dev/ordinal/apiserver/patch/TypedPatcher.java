package dev.ordinal.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ObjectPatcher;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.schema.Gvk;
import dev.ordinal.apiserver.schema.JsonReader;
import dev.ordinal.apiserver.schema.Schemas;
import dev.ordinal.apiserver.schema.StructType;

/**
 * Applies patches; strategic ones by the merge keys of the table of types. Immutable; safe on any
 * thread.
 */
public final class TypedPatcher implements ObjectPatcher {

  private static final int MAX_PATCH = 3 << 20;

  private final Schemas schemas;

  /** A patcher for the kinds of a table. */
  public TypedPatcher(Schemas schemas) {
    this.schemas = schemas;
  }

  @Override
  public ObjectNode patch(ResourceType type, String mediaType, ObjectNode current, byte[] patch) {
    StructType struct =
        schemas.find(new Gvk(type.group(), type.version(), type.kind())).orElse(null);
    int end = mediaType.indexOf(';');
    ObjectNode target = current.deepCopy();
    return switch ((end < 0 ? mediaType : mediaType.substring(0, end)).strip()) {
      case "application/json-patch+json" -> {
        JsonNode operations = read(patch);
        if (!(operations instanceof ArrayNode array)) {
          throw mismatch(operations, "[]handlers.jsonPatchOp");
        }
        if (JsonPatch.apply(target, array) instanceof ObjectNode object) {
          yield object;
        }
        throw PatchErrors.unprocessable();
      }
      case "application/merge-patch+json" -> {
        MergePatch.apply(target, object(read(patch)));
        yield target;
      }
      case "application/strategic-merge-patch+json" -> {
        if (struct == null) {
          throw PatchErrors.unsupported(false);
        }
        yield StrategicMerge.merge(target, object(read(patch)), struct);
      }
      default -> throw PatchErrors.unsupported(struct != null);
    };
  }

  private static JsonNode read(byte[] patch) {
    if (patch.length > MAX_PATCH) {
      throw PatchErrors.tooLarge("limit is " + MAX_PATCH);
    }
    try {
      return JsonReader.read(patch);
    } catch (IllegalArgumentException e) {
      throw PatchErrors.badRequest("error decoding patch: " + e.getMessage());
    }
  }

  private static ObjectNode object(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw mismatch(node, "map[string]interface {}");
  }

  private static RuntimeException mismatch(JsonNode node, String type) {
    return PatchErrors.badRequest(
        "error decoding patch: json: cannot unmarshal "
            + JsonReader.kindOf(node)
            + " into Go value of type "
            + type);
  }
}
