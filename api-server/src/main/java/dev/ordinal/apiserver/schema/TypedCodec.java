package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.kind.ObjectCodec;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes objects as upstream's Go types would. Kinds that the table does not know (custom
 * resources) are kept as they are. Immutable; safe on any thread.
 */
public final class TypedCodec implements ObjectCodec {

  /** The largest body, in bytes. */
  public static final int MAX_BODY = 3 << 20;

  private final Schemas schemas;

  /** A codec for the kinds of a table. */
  public TypedCodec(Schemas schemas) {
    this.schemas = schemas;
  }

  @Override
  public Decoded decode(ResourceType type, String mediaType, byte[] body) {
    return decode(gvk(type), mediaType, body);
  }

  /** The same for a kind that is not a resource: Scale, DeleteOptions, Binding, ... */
  public Decoded decode(Gvk expected, String mediaType, byte[] body) {
    if (body.length > MAX_BODY) {
      throw ApiException.of(
          413,
          "RequestEntityTooLarge",
          "Request entity too large: limit is " + MAX_BODY,
          Optional.empty());
    }
    BodyReader json = new BodyReader();
    List<String> problems = new ArrayList<>();
    JsonNode tree;
    try {
      switch (BodyFormat.of(mediaType)) {
        case JSON -> tree = json.json(body);
        case YAML -> {
          YamlReader yaml = new YamlReader();
          tree = yaml.read(body);
          problems.addAll(yaml.problems());
        }
        case PROTOBUF -> tree = new ProtobufReader(schemas).read(body, expected);
        default -> throw new AssertionError(mediaType);
      }
    } catch (ValueException e) {
      throw Rejections.unreadable(expected, String.valueOf(e.getMessage()), body);
    } catch (IOException e) {
      throw Rejections.unreadable(expected, JsonSyntax.message(body, e), body);
    }
    if (!(tree instanceof ObjectNode object)) {
      throw Rejections.noObject(expected, tree, body);
    }
    return typed(expected, object, json.duplicates(), problems, body);
  }

  @Override
  public Decoded check(ResourceType type, ObjectNode object) {
    return typed(gvk(type), object, new Duplicates(), List.of(), new byte[0]);
  }

  @Override
  public byte[] encode(ResourceType type, ObjectNode object) {
    Optional<StructType> struct = schemas.find(gvk(type));
    if (struct.isEmpty()) {
      ObjectNode copy = withoutVersion(object);
      GoJson out = new GoJson();
      out.value(copy);
      return out.toBytes();
    }
    ObjectNode canonical = normalize(gvk(type), struct.get(), object);
    if (canonical.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("resourceVersion");
    }
    return new TypedWriter().write(struct.get(), canonical);
  }

  /**
   * The canonical tree of an object: a new tree in Go's field order, with what Go always writes
   * filled in. Equal objects give equal trees.
   */
  @Override
  public ObjectNode canonicalize(ResourceType type, ObjectNode object) {
    Optional<StructType> struct = schemas.find(gvk(type));
    return struct.isEmpty() ? object.deepCopy() : normalize(gvk(type), struct.get(), object);
  }

  private static ObjectNode normalize(Gvk gvk, StructType type, ObjectNode object) {
    try {
      return new Normalizer(new Duplicates(), true).struct(type, object);
    } catch (ValueException e) {
      throw Rejections.unfit(gvk, gvk, String.valueOf(e.getMessage()));
    }
  }

  private Decoded typed(
      Gvk expected,
      ObjectNode object,
      Duplicates duplicates,
      List<String> readerProblems,
      byte[] body) {
    String kind = Rejections.identity(expected, object, "kind", body);
    String apiVersion = Rejections.identity(expected, object, "apiVersion", body);
    Optional<StructType> type = schemas.find(expected);
    if (type.isEmpty()) {
      return new Decoded(object, kind, apiVersion, readerProblems);
    }
    Gvk given = Rejections.given(expected, kind, apiVersion);
    checkKind(expected, type.get(), given);
    Normalizer normalizer = new Normalizer(duplicates, false);
    ObjectNode result;
    try {
      result = normalizer.struct(type.get(), object);
    } catch (ValueException e) {
      throw Rejections.unfit(expected, given, String.valueOf(e.getMessage()));
    }
    List<String> problems = new ArrayList<>(readerProblems);
    problems.addAll(normalizer.problems());
    return new Decoded(withIdentity(type.get(), result, expected), kind, apiVersion, problems);
  }

  private void checkKind(Gvk expected, StructType type, Gvk given) {
    Optional<StructType> actual = schemas.find(given);
    if (actual.isEmpty()) {
      throw Rejections.unregistered(expected, given);
    }
    if (!given.kind().equals(expected.kind())) {
      throw Rejections.otherKind(expected, given, type, actual.get());
    }
    if (!actual.get().key().equals(type.key())) {
      throw Rejections.otherVersion(expected, given);
    }
  }

  /** Kind and version are the first fields of every kind. */
  private static ObjectNode withIdentity(StructType type, ObjectNode object, Gvk expected) {
    ObjectNode result = object.objectNode();
    for (StructField field : type.fields()) {
      switch (field.json()) {
        case "kind" -> result.put("kind", expected.kind());
        case "apiVersion" -> result.put("apiVersion", expected.apiVersion());
        default -> {
          JsonNode value = object.get(field.json());
          if (value != null) {
            result.set(field.json(), value);
          }
        }
      }
    }
    return result;
  }

  private static ObjectNode withoutVersion(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("resourceVersion");
    }
    return copy;
  }

  private static Gvk gvk(ResourceType type) {
    return new Gvk(type.group(), type.version(), type.kind());
  }
}
