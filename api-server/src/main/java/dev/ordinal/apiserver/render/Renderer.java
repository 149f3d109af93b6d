package dev.ordinal.apiserver.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.ApiResponse;
import dev.ordinal.apiserver.request.Headers;
import dev.ordinal.apiserver.resource.ResourceStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;

/** Writes objects and lists in the form that was asked for. Safe on any thread. */
public final class Renderer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());
  private static final byte[] COMMA = {','};
  private static final byte[] OPEN = {'{'};

  private final ResourceStore store;
  private final InstantSource clock;

  /** Trees are read by way of the store. */
  public Renderer(ResourceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One object. */
  public ApiResponse object(
      ApiRequest request, ResourceType type, StoredObject object, int code, Headers headers) {
    Accepted accepted = Accepted.of(request);
    byte[] body =
        switch (accepted.form()) {
          case OBJECT -> plain(type, object);
          case METADATA -> bytes(Tables.partial(accepted, typed(type, object)));
          case TABLE -> {
            ObjectNode table = Tables.head(type, accepted, new ListMeta(object.revision(), "", 0));
            ((ArrayNode) table.get("rows")).add(row(request, accepted, type, object));
            yield bytes(table);
          }
        };
    return entity(accepted, code, headers, body);
  }

  /** The object with the kind and version under which it was asked for. */
  public byte[] plain(ResourceType type, StoredObject object) {
    var out = new ByteArrayOutputStream(object.json().length + 64);
    out.writeBytes(TypeMeta.head(type));
    object.writeBody(out::write);
    return out.toByteArray();
  }

  /** A tree as it is. */
  public ApiResponse tree(ApiRequest request, ObjectNode tree, int code, Headers headers) {
    return entity(Accepted.of(request), code, headers, bytes(tree));
  }

  private ApiResponse entity(Accepted accepted, int code, Headers headers, byte[] json) {
    byte[] body = accepted.media() == Accepted.Media.YAML ? yaml(json) : json;
    return new ApiResponse.Entity(code, headers, accepted.contentType(), body);
  }

  /** A list, streamed from the stored bytes. */
  public ApiResponse list(
      ApiRequest request, ResourceType type, List<StoredObject> items, ListMeta meta) {
    Accepted accepted = Accepted.of(request);
    ApiResponse.StreamBody body =
        switch (accepted.form()) {
          case OBJECT -> sink -> writeList(sink, type, items, meta);
          case METADATA -> sink -> writePartials(sink, accepted, type, items, meta);
          case TABLE -> sink -> writeTable(sink, request, accepted, type, items, meta);
        };
    if (accepted.media() == Accepted.Media.YAML) {
      return entity(accepted, 200, Headers.EMPTY, collected(body));
    }
    return new ApiResponse.Stream(
        200, Headers.EMPTY, accepted.contentType(), ApiResponse.Delivery.BULK, body);
  }

  private static byte[] collected(ApiResponse.StreamBody body) {
    CollectingSink sink = new CollectingSink();
    try {
      body.writeTo(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return sink.bytes();
  }

  private static void writeList(
      ApiResponse.BodySink sink, ResourceType type, List<StoredObject> items, ListMeta meta)
      throws IOException, InterruptedException {
    put(sink, TypeMeta.head(type.kind() + "List", type.apiVersion()));
    put(sink, TypeMeta.utf8("\"metadata\":" + meta.tree() + ",\"items\":["));
    // Items of typed lists carry neither kind nor apiVersion, as upstream's.
    ItemTarget target = new ItemTarget(sink);
    for (StoredObject item : items) {
      target.begin();
      try {
        item.writeBody(target);
      } catch (IOException | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
    put(sink, TypeMeta.utf8("]}\n"));
  }

  /** Puts commas between items. */
  private static final class ItemTarget implements StoredObject.Target<Exception> {
    private final ApiResponse.BodySink sink;
    private boolean first = true;

    ItemTarget(ApiResponse.BodySink sink) {
      this.sink = sink;
    }

    void begin() throws IOException, InterruptedException {
      if (!first) {
        put(sink, COMMA);
      }
      first = false;
      put(sink, OPEN);
    }

    @Override
    public void write(byte[] bytes, int offset, int length)
        throws IOException, InterruptedException {
      sink.write(bytes, offset, length);
    }
  }

  private void writePartials(
      ApiResponse.BodySink sink,
      Accepted accepted,
      ResourceType type,
      List<StoredObject> items,
      ListMeta meta)
      throws IOException, InterruptedException {
    put(sink, TypeMeta.head("PartialObjectMetadataList", accepted.metaApiVersion()));
    put(sink, TypeMeta.utf8("\"metadata\":" + meta.tree() + ",\"items\":["));
    boolean first = true;
    for (StoredObject item : items) {
      if (!first) {
        put(sink, COMMA);
      }
      first = false;
      put(sink, bytes(Tables.partial(accepted, typed(type, item))));
    }
    put(sink, TypeMeta.utf8("]}\n"));
  }

  private void writeTable(
      ApiResponse.BodySink sink,
      ApiRequest request,
      Accepted accepted,
      ResourceType type,
      List<StoredObject> items,
      ListMeta meta)
      throws IOException, InterruptedException {
    byte[] head = bytes(Tables.head(type, accepted, meta));
    // Without the closing ]} of the empty rows.
    sink.write(head, 0, head.length - 2);
    boolean first = true;
    for (StoredObject item : items) {
      if (!first) {
        put(sink, COMMA);
      }
      first = false;
      put(sink, bytes(row(request, accepted, type, item)));
    }
    put(sink, TypeMeta.utf8("]}\n"));
  }

  ObjectNode row(ApiRequest request, Accepted accepted, ResourceType type, StoredObject object) {
    return Tables.row(
        type, accepted, Tables.include(request), typed(type, object), clock.instant());
  }

  /** The object's tree under the kind and version that was asked for. */
  ObjectNode typed(ResourceType type, StoredObject object) {
    ObjectNode tree = store.tree(object);
    tree.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    return tree;
  }

  private static void put(ApiResponse.BodySink sink, byte[] bytes)
      throws IOException, InterruptedException {
    sink.write(bytes, 0, bytes.length);
  }

  static byte[] bytes(ObjectNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] yaml(byte[] json) {
    try {
      return YAML.writeValueAsBytes(JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
