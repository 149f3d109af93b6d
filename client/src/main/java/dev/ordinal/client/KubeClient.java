package dev.ordinal.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API of one server, blocking: call it from virtual threads. Thread-safe. Every method throws
 * {@link ApiFailure}; a namespace may be null for cluster-scoped kinds, and null in {@link #list}
 * and {@link #watch} means all namespaces.
 */
public final class KubeClient implements AutoCloseable {
  private static final String JSON = "application/json";

  private final HttpTransport transport;

  /** The user agent names the component, its part before a slash becomes the field manager. */
  public KubeClient(KubeConfig config, String userAgent) {
    this.transport = new HttpTransport(config, userAgent);
  }

  /** Reads one object; not found is an {@link ApiFailure}. */
  public <T> T get(ResourceKind<T> kind, @Nullable String namespace, String name) {
    return decode(kind, transport.get(kind.objectPath(namespace, name), accept(kind, "")));
  }

  /** Reads one object, or nothing when it does not exist. */
  public <T> Optional<T> find(ResourceKind<T> kind, @Nullable String namespace, String name) {
    try {
      return Optional.of(get(kind, namespace, name));
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Lists everything that the options select, at the server's newest revision. */
  public <T> ObjectList<T> list(
      ResourceKind<T> kind, @Nullable String namespace, ListOptions options) {
    String path = kind.collectionPath(namespace) + options.query(Map.of());
    JsonNode list = Json.parse(transport.get(path, accept(kind, "List")));
    List<T> items = new ArrayList<>(list.path("items").size());
    for (JsonNode item : list.path("items")) {
      items.add(decode(kind, item));
    }
    return new ObjectList<>(list.path("metadata").path("resourceVersion").asText(""), items);
  }

  /**
   * Watches changes after a resource version, with bookmarks, until the server ends the watch after
   * the given number of seconds.
   */
  public <T> Watch<T> watch(
      ResourceKind<T> kind,
      @Nullable String namespace,
      ListOptions options,
      String resourceVersion,
      int timeoutSeconds) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("watch", "true");
    parameters.put("allowWatchBookmarks", "true");
    parameters.put("resourceVersion", resourceVersion);
    parameters.put("timeoutSeconds", Integer.toString(timeoutSeconds));
    InputStream stream =
        transport.open(
            kind.collectionPath(namespace) + options.query(parameters), accept(kind, ""));
    try {
      return new Watch<>(kind, stream);
    } catch (IOException e) {
      throw ApiFailure.unreachable("watch of " + kind, e);
    }
  }

  /** Creates and returns the object as stored. */
  public <T> T create(ResourceKind<T> kind, @Nullable String namespace, T object) {
    return send("POST", kind.collectionPath(namespace), kind, object);
  }

  /** Replaces an object; its resource version must be the current one. */
  public <T> T update(ResourceKind<T> kind, T object) {
    return send("PUT", path(kind, object), kind, object);
  }

  /** Replaces the status of an object. */
  public <T> T updateStatus(ResourceKind<T> kind, T object) {
    return send("PUT", path(kind, object) + "/status", kind, object);
  }

  /** Patches an object. */
  public <T> T patch(
      ResourceKind<T> kind,
      @Nullable String namespace,
      String name,
      PatchType patchType,
      JsonNode patch) {
    return patch(kind, namespace, name, "", patchType, patch);
  }

  /** Patches a subresource such as {@code status}; an empty one is the object itself. */
  public <T> T patch(
      ResourceKind<T> kind,
      @Nullable String namespace,
      String name,
      String subresource,
      PatchType patchType,
      JsonNode patch) {
    String path =
        kind.objectPath(namespace, name) + (subresource.isEmpty() ? "" : "/" + subresource);
    return decode(kind, transport.send("PATCH", path, patchType.mediaType(), Json.bytes(patch)));
  }

  /**
   * Deletes an object. The answer is the object as it was last seen or a Status, as the server
   * likes.
   */
  public ObjectNode delete(
      ResourceKind<?> kind, @Nullable String namespace, String name, DeleteOptions options) {
    byte[] body = Json.bytes(options.toTree());
    byte[] answer = transport.send("DELETE", kind.objectPath(namespace, name), JSON, body);
    return Json.parse(answer) instanceof ObjectNode node ? node : Json.object();
  }

  /** Deletes an object if it is there; true when it was. */
  public boolean deleteIfPresent(
      ResourceKind<?> kind, @Nullable String namespace, String name, DeleteOptions options) {
    try {
      delete(kind, namespace, name, options);
      return true;
    } catch (ApiFailure e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  /** Posts to a subresource ({@code binding}, {@code eviction}, {@code token}). */
  public ObjectNode post(
      ResourceKind<?> kind,
      @Nullable String namespace,
      String name,
      String subresource,
      Object body) {
    return request("POST", kind.objectPath(namespace, name) + "/" + subresource, body);
  }

  /** Any request with a JSON answer (discovery, version); the path starts with a slash. */
  public ObjectNode request(String method, String path, @Nullable Object body) {
    byte[] answer = transport.send(method, path, JSON, body == null ? null : Json.bytes(body));
    return Json.parse(answer) instanceof ObjectNode node ? node : Json.object();
  }

  private <T> T send(String method, String path, ResourceKind<T> kind, T object) {
    return decode(kind, transport.send(method, path, JSON, Json.bytes(object)));
  }

  private static String accept(ResourceKind<?> kind, String suffix) {
    return kind.type() == PartialObject.class
        ? JSON + ";as=PartialObjectMetadata" + suffix + ";v=v1;g=meta.k8s.io," + JSON
        : JSON;
  }

  private static <T> String path(ResourceKind<T> kind, T object) {
    Metadata metadata = Metadata.of(object);
    return kind.objectPath(metadata.namespace(), metadata.name());
  }

  private static <T> T decode(ResourceKind<T> kind, byte[] json) {
    return decode(kind, Json.parse(json));
  }

  /**
   * Items of a list come without kind and version: a tree gets them here, a model class has them.
   */
  static <T> T decode(ResourceKind<T> kind, JsonNode tree) {
    if (tree instanceof ObjectNode object && kind.type() == ObjectNode.class) {
      if (!object.hasNonNull("kind")) {
        object.put("kind", kind.kind());
      }
      if (!object.hasNonNull("apiVersion")) {
        object.put("apiVersion", kind.apiVersion());
      }
    }
    return Json.as(tree, kind.type());
  }

  @Override
  public void close() {
    transport.close();
  }
}
