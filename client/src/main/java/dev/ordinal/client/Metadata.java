package dev.ordinal.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.Map;

/**
 * The few metadata fields that caches and controllers need of any object, typed or tree. Absent
 * strings are empty.
 */
public record Metadata(
    String namespace,
    String name,
    String uid,
    String resourceVersion,
    boolean deleting,
    Map<String, String> labels) {

  /** Reads a fabric8 object or a JSON tree. */
  public static Metadata of(Object object) {
    return switch (object) {
      case HasMetadata typed -> ofMeta(typed.getMetadata());
      case PartialObject partial -> ofMeta(partial.metadata());
      case JsonNode tree -> ofTree(tree.path("metadata"));
      default -> throw new IllegalArgumentException("no metadata in " + object.getClass());
    };
  }

  /** Namespace and name. */
  public ObjectKey key() {
    return new ObjectKey(namespace, name);
  }

  /** The resource version as a number; 0 when it is absent or not one. */
  public long revision() {
    return revision(resourceVersion);
  }

  static long revision(String resourceVersion) {
    try {
      return resourceVersion.isEmpty() ? 0 : Long.parseLong(resourceVersion);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Metadata ofMeta(ObjectMeta meta) {
    Map<String, String> labels = meta.getLabels();
    return new Metadata(
        orEmpty(meta.getNamespace()),
        orEmpty(meta.getName()),
        orEmpty(meta.getUid()),
        orEmpty(meta.getResourceVersion()),
        meta.getDeletionTimestamp() != null,
        labels == null ? Map.of() : labels);
  }

  private static Metadata ofTree(JsonNode meta) {
    Map<String, String> labels = new HashMap<>();
    meta.path("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return new Metadata(
        meta.path("namespace").asText(""),
        meta.path("name").asText(""),
        meta.path("uid").asText(""),
        meta.path("resourceVersion").asText(""),
        meta.hasNonNull("deletionTimestamp"),
        labels);
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }
}
