package dev.ordinal.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An open watch. One thread reads it; {@link #close} may be called by any thread and ends a waiting
 * {@link #next}.
 */
public final class Watch<T> implements AutoCloseable {
  private final ResourceKind<T> kind;
  private final InputStream stream;
  private final JsonParser parser;

  Watch(ResourceKind<T> kind, InputStream stream) throws IOException {
    this.kind = kind;
    this.stream = stream;
    // By way of a reader: from bytes Jackson reads ahead at once to guess the encoding, and would
    // wait
    // here for a first event that may not come for a minute.
    this.parser = Json.mapper().createParser(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /**
   * Waits for the next event; null when the server has ended the watch, which is normal.
   *
   * @throws ApiFailure for an error event (410 when the history is gone) or a broken connection
   */
  public @Nullable WatchEvent<T> next() {
    ObjectNode event;
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      event = Json.mapper().readTree(parser);
    } catch (IOException e) {
      throw ApiFailure.unreachable("watch of " + kind + " broke", e);
    }
    JsonNode object = event.path("object");
    String type = event.path("type").asText();
    if (type.equals("ERROR")) {
      throw ApiFailure.ofStatus(500, object);
    }
    String version = object.path("metadata").path("resourceVersion").asText("");
    return new WatchEvent<>(
        WatchEvent.Type.valueOf(type), KubeClient.decode(kind, object), version);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      // The stream is gone either way.
      return;
    }
  }
}
