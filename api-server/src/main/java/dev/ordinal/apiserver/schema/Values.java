package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ordinal.apiserver.quantity.Quantity;
import java.util.Base64;

/** Values with a form of their own. */
final class Values {

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Values() {}

  /** Base64 in its one canonical spelling. */
  static JsonNode bytes(JsonNode given) {
    String text = given.textValue();
    String compact =
        text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : text.replaceAll("[\r\n]", "");
    try {
      String canonical = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(compact));
      if (compact.length() % 4 == 0) {
        return canonical.equals(text) ? given : TextNode.valueOf(canonical);
      }
    } catch (IllegalArgumentException e) {
      // reported below, in Go's words
    }
    throw new ValueException("illegal base64 data at input byte " + firstBad(compact));
  }

  private static int firstBad(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (BASE64.indexOf(text.charAt(i)) < 0) {
        return i;
      }
    }
    return text.length() / 4 * 4;
  }

  /** A quantity, which may be sent as a number. */
  static JsonNode quantity(JsonNode given) {
    String text = given.isTextual() ? given.textValue().strip() : given.toString();
    String canonical = Quantity.parse(text).toString();
    return given.isTextual() && canonical.equals(given.textValue())
        ? given
        : TextNode.valueOf(canonical);
  }
}
