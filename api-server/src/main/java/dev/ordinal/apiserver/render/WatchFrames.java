package dev.ordinal.apiserver.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ordinal.apiserver.cache.StoredObject;
import dev.ordinal.apiserver.kind.ResourceType;
import dev.ordinal.apiserver.request.ApiException;
import dev.ordinal.apiserver.request.ApiRequest;
import dev.ordinal.apiserver.request.StatusObjects;
import java.io.ByteArrayOutputStream;

/** The events of one watch, in the form that its client wants: one JSON object per line. */
public final class WatchFrames {

  private static final byte[] END = TypeMeta.utf8("}\n");

  private final Renderer renderer;
  private final ApiRequest request;
  private final Accepted accepted;
  private final ResourceType type;
  private final byte[] typeHead;

  /** Frames for a request. */
  public WatchFrames(Renderer renderer, ApiRequest request, ResourceType type) {
    this.renderer = renderer;
    this.request = request;
    this.accepted = Accepted.of(request);
    this.type = type;
    this.typeHead = TypeMeta.head(type);
  }

  /** Kinds of events that carry an object. */
  public enum Kind {
    /** It came into view. */
    ADDED,
    /** It changed. */
    MODIFIED,
    /** It left the view. */
    DELETED
  }

  /** Appends the event of an object. */
  public void event(ByteArrayOutputStream out, Kind kind, StoredObject object) {
    out.writeBytes(TypeMeta.utf8("{\"type\":\"" + kind + "\",\"object\":"));
    switch (accepted.form()) {
      case OBJECT -> {
        out.writeBytes(typeHead);
        object.writeBody(out::write);
      }
      case METADATA ->
          out.writeBytes(Renderer.bytes(Tables.partial(accepted, renderer.typed(type, object))));
      case TABLE -> {
        ObjectNode table = Tables.head(type, accepted, new ListMeta(object.revision(), "", 0));
        ((ArrayNode) table.get("rows")).add(renderer.row(request, accepted, type, object));
        out.writeBytes(Renderer.bytes(table));
      }
    }
    out.writeBytes(END);
  }

  /** Marks the way come so far; the first one after the initial events says so. */
  public enum Mark {
    /** Everything up to the revision has been sent. */
    PROGRESS,
    /** So have the objects that were there when the watch began. */
    INITIAL_EVENTS_END
  }

  /** Appends a bookmark. */
  public void bookmark(ByteArrayOutputStream out, long revision, Mark mark) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    switch (accepted.form()) {
      case OBJECT -> object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
      case METADATA ->
          object.put("kind", "PartialObjectMetadata").put("apiVersion", accepted.metaApiVersion());
      case TABLE -> object.put("kind", "Table").put("apiVersion", accepted.metaApiVersion());
    }
    ObjectNode meta = object.putObject("metadata");
    meta.put("resourceVersion", Long.toString(revision));
    if (mark == Mark.INITIAL_EVENTS_END) {
      meta.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    if (accepted.form() == Accepted.Form.TABLE) {
      object.putArray("columnDefinitions");
      object.putArray("rows");
    }
    out.writeBytes(TypeMeta.utf8("{\"type\":\"BOOKMARK\",\"object\":"));
    out.writeBytes(Renderer.bytes(object));
    out.writeBytes(END);
  }

  /** Appends the failure that ends a watch. */
  public void error(ByteArrayOutputStream out, ApiException failure) {
    out.writeBytes(TypeMeta.utf8("{\"type\":\"ERROR\",\"object\":"));
    out.writeBytes(Renderer.bytes(StatusObjects.of(failure)));
    out.writeBytes(END);
  }

  /** The Content-Type of the stream. */
  public String contentType() {
    return "application/json";
  }
}
