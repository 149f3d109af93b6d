package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;

/** Writes JSON byte for byte as Go's encoder does. One use per document. */
final class GoJson {

  /** The order of a map's keys: by their UTF-8 bytes, which is by code points. */
  static final Comparator<String> KEY_ORDER = GoJson::compareKeys;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The usual object is smaller. */
  private static final int SIZE = 2048;

  private final Output out = new Output();

  /** Bytes without the locks of its parent's callers. */
  private static final class Output extends ByteArrayOutputStream {
    Output() {
      super(SIZE);
    }
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  GoJson raw(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    out.write(bytes, 0, bytes.length);
    return this;
  }

  /** Any tree as it is. */
  void value(JsonNode node) {
    switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> {
        out.write('[');
        for (int i = 0; i < array.size(); i++) {
          if (i > 0) {
            out.write(',');
          }
          value(array.get(i));
        }
        out.write(']');
      }
      default -> scalar(node);
    }
  }

  private void object(ObjectNode object) {
    out.write('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      name(entry.getKey(), first);
      value(entry.getValue());
      first = false;
    }
    out.write('}');
  }

  /** A name with its colon, and the comma before it. */
  void name(String name, boolean first) {
    if (!first) {
      out.write(',');
    }
    string(name);
    out.write(':');
  }

  private void scalar(JsonNode node) {
    if (node.isTextual()) {
      string(node.textValue());
    } else if (node.isFloatingPointNumber()) {
      raw(number(node));
    } else {
      raw(node.asText());
    }
  }

  private static String number(JsonNode node) {
    double value = node.doubleValue();
    double size = Math.abs(value);
    if (Double.isInfinite(value) || Double.isNaN(value)) {
      return "null";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (size != 0 && (size < 1e-6 || size >= 1e21)) {
      int exponent = exact.precision() - exact.scale() - 1;
      return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString()
          + "e"
          + (exponent < 0 ? "-" : "+")
          + (Math.abs(exponent) < 10 && exponent > 0 ? "0" : "")
          + Math.abs(exponent);
    }
    return value == 0 && 1 / value < 0 ? "-0" : exact.toPlainString();
  }

  private void string(String text) {
    out.write('"');
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f + 1 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&') {
        continue;
      }
      if (c >= 0x80 && c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      plain(text, start, i);
      escape(c);
      start = i + 1;
    }
    plain(text, start, text.length());
    out.write('"');
  }

  private void plain(String text, int from, int to) {
    if (from < to) {
      byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
      out.write(bytes, 0, bytes.length);
    }
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> raw("\\\"");
      case '\\' -> raw("\\\\");
      case '\b' -> raw("\\b");
      case '\f' -> raw("\\f");
      case '\n' -> raw("\\n");
      case '\r' -> raw("\\r");
      case '\t' -> raw("\\t");
      default -> {
        char shown = Character.isSurrogate(c) ? '\ufffd' : c;
        raw("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.write(HEX[(shown >> shift) & 15]);
        }
      }
    }
  }

  /** What Go calls a value in its errors. */
  static String kindOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "bool";
      case NUMBER -> "number";
      case NULL, MISSING -> "null";
    };
  }

  private static int compareKeys(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xs = Character.isSurrogate(x);
        boolean ys = Character.isSurrogate(y);
        return xs == ys ? Character.compare(x, y) : xs ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
