package dev.ordinal.apiserver.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes a {@link StoredObject} of stored bytes. Safe on any thread. */
public final class ObjectIndexer {

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The fields of metadata that Go writes before the resourceVersion. */
  private static final Set<String> BEFORE_VERSION =
      Set.of("name", "generateName", "namespace", "selfLink", "uid");

  private ObjectIndexer() {}

  /** Reads what lists and watches need; the bytes are kept, not copied. */
  public static StoredObject index(ResourceType type, byte[] json, long revision) {
    return scan(type, json, revision);
  }

  /** The same for bytes of the store, which may have the form of another group. */
  public static StoredObject indexStored(ResourceType type, byte[] stored, long revision) {
    if (!type.storedElsewhere()) {
      return scan(type, stored, revision);
    }
    try {
      ObjectNode tree = (ObjectNode) MAPPER.readTree(stored);
      return scan(type, MAPPER.writeValueAsBytes(type.rules().fromStored(tree)), revision);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored " + type.kind() + " cannot be read", e);
    }
  }

  /** The bytes of the store for an object. */
  public static byte[] stored(ResourceType type, StoredObject object) {
    if (!type.storedElsewhere()) {
      return object.json();
    }
    try {
      ObjectNode tree = (ObjectNode) MAPPER.readTree(object.json());
      return MAPPER.writeValueAsBytes(type.rules().toStored(tree));
    } catch (IOException e) {
      throw new UncheckedIOException("a " + type.kind() + " cannot be written", e);
    }
  }

  private static StoredObject scan(ResourceType type, byte[] json, long revision) {
    try (JsonParser parser = JSON.createParser(json)) {
      Scan scan = new Scan(parser);
      scan.run();
      return new StoredObject(
          new StoredObject.Meta(scan.namespace, scan.name, scan.uid, Map.copyOf(scan.labels)),
          json,
          scan.bodyStart,
          scan.versionAt,
          revision,
          fields(type, json, scan));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored " + type.kind() + " cannot be read", e);
    }
  }

  private static Map<String, String> fields(ResourceType type, byte[] json, Scan scan)
      throws IOException {
    Map<String, String> fields = new HashMap<>();
    fields.put("metadata.name", scan.name);
    if (type.namespaced()) {
      fields.put("metadata.namespace", scan.namespace);
    }
    if (!type.selectableFields().isEmpty()) {
      ObjectNode tree = (ObjectNode) MAPPER.readTree(json);
      for (Map.Entry<String, Function<ObjectNode, String>> field :
          type.selectableFields().entrySet()) {
        fields.put(field.getKey(), field.getValue().apply(tree));
      }
    }
    return Map.copyOf(fields);
  }

  /** One pass over the head of the bytes, as far as the end of metadata. */
  private static final class Scan {
    private final JsonParser parser;
    private final Map<String, String> labels = new HashMap<>();
    private String namespace = "";
    private String name = "";
    private String uid = "";
    private int bodyStart = 1;
    private int versionAt = -1;

    Scan(JsonParser parser) {
      this.parser = parser;
    }

    void run() throws IOException {
      parser.nextToken();
      boolean inType = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        inType &= field.equals("kind") || field.equals("apiVersion");
        if (inType) {
          bodyStart = Math.toIntExact(end()) + 1;
        } else if (field.equals("metadata")) {
          metadata();
          return;
        } else {
          parser.skipChildren();
        }
      }
      throw new IOException("no metadata");
    }

    private long end() throws IOException {
      parser.finishToken();
      return parser.currentLocation().getByteOffset();
    }

    private void metadata() throws IOException {
      boolean before = true;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        before &= BEFORE_VERSION.contains(field);
        parser.nextToken();
        switch (field) {
          case "name" -> name = parser.getText();
          case "namespace" -> namespace = parser.getText();
          case "uid" -> uid = parser.getText();
          case "labels" -> readLabels();
          default -> parser.skipChildren();
        }
        if (before) {
          versionAt = Math.toIntExact(end());
        }
      }
      if (versionAt < 0) {
        throw new IOException("no name in metadata");
      }
    }

    private void readLabels() throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        labels.put(key, parser.getText());
      }
    }
  }
}
