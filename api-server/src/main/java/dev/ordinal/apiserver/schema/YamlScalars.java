package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** What a plain word means in YAML as Go's library reads it: YAML 1.1, {@code yes} is true. */
final class YamlScalars {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern INTEGER = Pattern.compile("([-+]?)(0x|0b|0o?)?([0-9a-fA-F_]+)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private YamlScalars() {}

  static JsonNode value(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN || node.getTag().equals(Tag.BINARY)) {
      return NODES.textNode(text);
    }
    if (NULL.contains(text)) {
      return NODES.nullNode();
    }
    if (TRUE.contains(text)) {
      return NODES.booleanNode(true);
    }
    if (FALSE.contains(text)) {
      return NODES.booleanNode(false);
    }
    return text.length() > 1000 ? NODES.textNode(text) : number(text);
  }

  private static JsonNode number(String text) {
    var m = INTEGER.matcher(text);
    if (m.matches()) {
      String prefix = m.group(2) == null ? "" : m.group(2);
      int radix =
          switch (prefix) {
            case "0x" -> 16;
            case "0b" -> 2;
            case "" -> 10;
            default -> 8;
          };
      String digits = m.group(3).replace("_", "");
      try {
        BigInteger value = new BigInteger(m.group(1).equals("-") ? "-" + digits : digits, radix);
        return value.bitLength() < 64
            ? NODES.numberNode(value.longValue())
            : NODES.numberNode(value);
      } catch (NumberFormatException e) {
        // not a number of that radix: perhaps a float, else a string
      }
    }
    return FLOAT.matcher(text).matches()
        ? NODES.numberNode(Double.parseDouble(text))
        : NODES.textNode(text);
  }
}
