package dev.ordinal.apiserver.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The descriptions of the built-in types, for OpenAPI. Immutable; safe on any thread. */
public final class Descriptions {

  private static final String RESOURCE = "/dev/ordinal/schema/descriptions.gz";

  private final Map<String, String> texts;

  private Descriptions(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Reads them all: some hundred kilobytes. */
  public static Descriptions load() {
    try (@Nullable InputStream in = Descriptions.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return new Descriptions(Map.of());
      }
      return new Descriptions(
          read(
              new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> read(BufferedReader reader) throws IOException {
    Map<String, String> texts = new HashMap<>();
    String type = "";
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      int space = line.indexOf(' ');
      String name = line.substring(0, space);
      if (name.startsWith("=")) {
        type = name.substring(1);
        texts.put(type, line.substring(space + 1));
      } else {
        texts.put(type + "." + name, line.substring(space + 1));
      }
    }
    return texts;
  }

  /** Of a type; empty where there is none. */
  public String of(StructType type) {
    return texts.getOrDefault(type.key(), "");
  }

  /** Of a field, as far as it has one of its own; empty where it has none. */
  public String of(StructType type, StructField field) {
    return texts.getOrDefault(type.key() + "." + field.json(), "");
  }
}
