package dev.ordinal.apiserver.kind.registry;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Reads the documents of a YAML text or resource. */
final class Yaml {

  private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

  private Yaml() {}

  static List<ObjectNode> resource(String name) {
    try (InputStream in = Objects.requireNonNull(Yaml.class.getResourceAsStream(name), name);
        MappingIterator<ObjectNode> documents = MAPPER.readerFor(ObjectNode.class).readValues(in)) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static ObjectNode object(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  static String write(ObjectNode object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
