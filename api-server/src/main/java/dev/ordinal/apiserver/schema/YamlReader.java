package dev.ordinal.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the first document of a YAML text into a tree, in bounded space. One use per document. */
final class YamlReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_ALIASES = 50;
  private static final int MAX_NODES = 500_000;

  private final List<String> problems = new ArrayList<>();
  private int nodes;

  /** Names that stood twice, in the words of Go's YAML library. */
  List<String> problems() {
    return problems.isEmpty()
        ? List.of()
        : List.of("yaml: unmarshal errors:\n  " + String.join("\n  ", problems));
  }

  JsonNode read(byte[] body) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(TypedCodec.MAX_BODY + 1);
    options.setNestingDepthLimit(BodyReader.MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    try {
      Iterator<Node> documents =
          new Yaml(options)
              .composeAll(new StringReader(new String(body, StandardCharsets.UTF_8)))
              .iterator();
      return documents.hasNext() ? convert(documents.next(), 0) : NODES.nullNode();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new ValueException("yaml: line " + line + ": " + e.getProblem());
    } catch (YAMLException e) {
      throw new ValueException("yaml: " + e.getMessage());
    }
  }

  private JsonNode convert(Node node, int depth) {
    if (++nodes > MAX_NODES || depth > BodyReader.MAX_DEPTH) {
      throw new ValueException("yaml: document contains excessive aliasing");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, depth);
      case SequenceNode sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.getValue().forEach(element -> array.add(convert(element, depth + 1)));
        yield array;
      }
      case ScalarNode scalar -> YamlScalars.value(scalar);
      default -> throw new ValueException("yaml: unknown node");
    };
  }

  private ObjectNode object(MappingNode mapping, int depth) {
    ObjectNode object = NODES.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new ValueException("yaml: unsupported map key");
      }
      String name = YamlScalars.value(key).asText();
      if (object.replace(name, convert(tuple.getValueNode(), depth + 1)) != null) {
        int line = key.getStartMark().getLine() + 1;
        problems.add("line " + line + ": key " + GoText.quote(name) + " already set in map");
      }
    }
    return object;
  }
}
