package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Reads JSON of clients into trees, with the server's limits. */
public final class JsonReader {

  private JsonReader() {}

  /**
   * The tree of a text.
   *
   * @throws IllegalArgumentException with Go's words for malformed JSON
   */
  public static JsonNode read(byte[] text) {
    try {
      return new BodyReader().json(text);
    } catch (ValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(JsonSyntax.message(text, e), e);
    }
  }

  /** What Go calls a value in its errors: object, array, string, number, bool. */
  public static String kindOf(JsonNode node) {
    return GoJson.kindOf(node);
  }
}
