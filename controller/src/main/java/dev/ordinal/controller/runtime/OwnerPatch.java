package dev.ordinal.controller.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.client.Json;
import dev.ordinal.client.Metadata;

/**
 * Merge patches that change owner references and nothing else. Each carries the resource version it
 * was made from: when somebody else was faster the server answers with a conflict.
 */
public final class OwnerPatch {
  private OwnerPatch() {}

  /** Adds a reference at the end. */
  public static ObjectNode adding(Object object, ObjectNode reference) {
    return withOwners(object, owners(object).add(reference));
  }

  /** Removes the references to an owner. */
  public static ObjectNode removing(Object object, String ownerUid) {
    ArrayNode kept = Json.mapper().createArrayNode();
    for (JsonNode owner : owners(object)) {
      if (!owner.path("uid").asText().equals(ownerUid)) {
        kept.add(owner);
      }
    }
    return withOwners(object, kept);
  }

  /** Replaces the list. */
  public static ObjectNode withOwners(Object object, ArrayNode owners) {
    ObjectNode patch = Json.object();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("resourceVersion", Metadata.of(object).resourceVersion());
    metadata.set("ownerReferences", owners);
    return patch;
  }

  private static ArrayNode owners(Object object) {
    JsonNode owners = Json.tree(object).path("metadata").path("ownerReferences");
    return owners instanceof ArrayNode list ? list : Json.mapper().createArrayNode();
  }
}
